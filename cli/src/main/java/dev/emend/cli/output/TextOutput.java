package dev.emend.cli.output;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Text files that commands write. What cannot be written is said before anything is paid for, as far as it can be told then. */
public final class TextOutput {

    private static final int MOST_LINKS = 40;

    private TextOutput() {}

    /** @throws InvalidInputException where the file is a folder, or could not be written */
    public static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(
                    "the output \"" + Console.shown(file) + "\" is a folder", Where.NOWHERE, "name a file in it.");
        }
        if (Files.exists(file) && Files.isWritable(file)) {
            return;
        }
        Path there = target(file).normalize();
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
     * written; what is no file, such as a pipe, takes the text as it comes. Half a surrogate pair, which UTF-8 cannot hold, becomes a
     * question mark.
     *
     * @throws InvalidInputException where it cannot be written
     */
    public static void write(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.write(file, bytes);
                return;
            }
            Path whole = target(file);
            Path folder = whole.resolveSibling("").normalize();
            Files.createDirectories(folder);
            if (Files.exists(whole) && !Files.isWritable(folder)) {
                Files.write(whole, bytes);
                return;
            }
            Path draft = folder.resolve("." + whole.getFileName() + ".draft");
            try {
                Files.write(draft, bytes);
                Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException failed) {
            throw unwritable(file, failed);
        }
    }

    /** What a link leads to, also where there is nothing yet. */
    private static Path target(Path file) {
        try {
            if (Files.exists(file)) {
                return file.toRealPath();
            }
            Path target = file.toAbsolutePath();
            for (int links = 0; Files.isSymbolicLink(target); links++) {
                if (links == MOST_LINKS) {
                    throw unwritable(file, "it is a link that leads back to itself");
                }
                target = target.resolveSibling("").toRealPath().resolve(Files.readSymbolicLink(target));
            }
            return target;
        } catch (IOException failed) {
            throw unwritable(file, failed);
        }
    }

    /** What is said of a file that could not be written. */
    public static InvalidInputException unwritable(Path file, IOException failed) {
        String why = failed instanceof FileSystemException known ? known.getReason() : failed.getMessage();
        return unwritable(
                file,
                failed instanceof AccessDeniedException
                        ? "permission denied"
                        : Optional.ofNullable(why).orElse(String.valueOf(failed.getMessage())));
    }

    private static InvalidInputException unwritable(Path file, String why) {
        return new InvalidInputException(
                "\"" + Console.shown(file) + "\" cannot be written: " + why,
                Where.NOWHERE,
                "name another file. Nothing that was paid for is lost.");
    }
}
