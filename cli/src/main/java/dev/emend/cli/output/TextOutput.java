package dev.emend.cli.output;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Text files that commands write. What cannot be written is said before anything is paid for, as far as it can be told then. */
public final class TextOutput {

    private TextOutput() {}

    /** @throws InvalidInputException where the file is a folder, or could not be written */
    public static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(
                    "the output \"" + Console.shown(file) + "\" is a folder", Where.NOWHERE, "name a file in it.");
        }
        Path there = file.toAbsolutePath().normalize();
        if (Files.exists(there) && Files.isWritable(there)) {
            return;
        }
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw Files.exists(file)
                    ? unwritable(file, "permission denied")
                    : unwritable(file, "\"" + Console.shown(there) + "\" is no folder");
        }
        if (!Files.isWritable(there)) {
            throw unwritable(file, "the folder \"" + Console.shown(there) + "\" cannot be written to");
        }
    }

    /** @throws InvalidInputException where a file that is read would be overwritten, or nothing can be written there */
    public static void check(Path out, List<Path> read) {
        check(out);
        for (Path file : read) {
            if (out.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
                throw new InvalidInputException(
                        "the output would overwrite \"" + file + "\"", Where.NOWHERE, "give it another name.");
            }
        }
    }

    /**
     * Writes a file in one step: a reader sees the old content or the new, never a part. A link stays one, and its target is
     * written; what is no file, such as a pipe, takes the text as it comes.
     *
     * @throws InvalidInputException where it cannot be written
     */
    public static void write(Path file, String text) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.writeString(file, text);
                return;
            }
            Path whole = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = whole.resolveSibling("").normalize();
            Files.createDirectories(folder);
            if (Files.exists(whole) && !Files.isWritable(folder)) {
                Files.writeString(whole, text);
                return;
            }
            Path draft = folder.resolve("." + whole.getFileName() + ".draft");
            try {
                Files.writeString(draft, text);
                Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (AccessDeniedException denied) {
            throw unwritable(file, "permission denied");
        } catch (FileSystemException failed) {
            throw unwritable(file, Optional.ofNullable(failed.getReason()).orElse(String.valueOf(failed.getMessage())));
        } catch (IOException failed) {
            throw unwritable(file, String.valueOf(failed.getMessage()));
        }
    }

    private static InvalidInputException unwritable(Path file, String why) {
        return new InvalidInputException(
                "\"" + Console.shown(file) + "\" cannot be written: " + why,
                Where.NOWHERE,
                "name another file. Nothing that was paid for is lost.");
    }
}
