package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.journal.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where runs are kept. */
public final class WorkspaceOption {

    public static final Path DEFAULT = Path.of(".emend");

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "Where runs with their journals and reports are kept. Default: .emend in the current folder.")
    private Path directory = DEFAULT;

    public Path directory() {
        return directory;
    }

    /** Whether anything was ever kept there. Who only looks creates nothing. */
    public boolean exists() {
        return Files.exists(directory.resolve("journal.db"));
    }

    /** @throws InvalidInputException where there is none */
    public Workspace existing() {
        if (!exists()) {
            throw new InvalidInputException(
                    "there is no workspace \"" + directory + "\"",
                    Where.NOWHERE,
                    "--workspace names another one, or the run was begun in another folder.");
        }
        return Workspace.open(directory);
    }

    /** What a command needs behind it to look in the same place; empty for the usual one. */
    public String asOption() {
        return asOption(directory);
    }

    public static String asOption(Path directory) {
        return directory.equals(DEFAULT) ? "" : " --workspace " + directory;
    }
}
