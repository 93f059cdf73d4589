package dev.emend.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where runs are kept. */
final class WorkspaceOption {

    static final Path DEFAULT = Path.of(".emend");

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "Where runs with their journals and reports are kept. Default: .emend in the current folder.")
    private Path directory = DEFAULT;

    Path directory() {
        return directory;
    }

    /** What a command needs behind it to look in the same place; empty for the usual one. */
    String asOption() {
        return asOption(directory);
    }

    static String asOption(Path directory) {
        return directory.equals(DEFAULT) ? "" : " --workspace " + directory;
    }
}
