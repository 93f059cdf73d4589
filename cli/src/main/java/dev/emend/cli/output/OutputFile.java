package dev.emend.cli.output;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.format.TextFile;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.prompt.PromptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The file that holds the prompt to use when a run is over.
 *
 * @param file where it goes
 * @param always whether it is also written, with the user's own prompt unchanged, where nothing was promoted
 */
public record OutputFile(Path file, boolean always) {

    /** What {@code --out} says; else {@code NAME.emended.prompty}, or {@code .yaml} of a chain, next to the user's file, only for a promoted one. */
    public static OutputFile of(Optional<Path> asked, Path seed) {
        return asked.map(path -> new OutputFile(path, true)).orElseGet(() -> {
            boolean chain = ChainFile.isNamed(seed);
            String name = String.valueOf(seed.getFileName());
            int ending = name.lastIndexOf('.');
            String stem = without(ending <= 0 ? name : name.substring(0, ending), ".emended");
            return new OutputFile(
                    seed.resolveSibling(chain ? without(stem, ".chain") + ".emended.yaml" : stem + ".emended.prompty"),
                    false);
        });
    }

    private static String without(String name, String ending) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    /**
     * @param own the user's prompt file as it was when the run began
     * @throws InvalidInputException where there is a file that holds anything but a prompt that Emend wrote and nobody
     *     changed since, or a copy of the user's prompt
     */
    public void check(Path seed, String own) throws IOException {
        TextOutput.check(file);
        if (!Files.exists(file)) {
            return;
        }
        if (Files.exists(seed) && Files.isSameFile(file, seed)) {
            throw new InvalidInputException(
                    "the output would overwrite your own prompt, \"" + Console.shown(file) + "\"",
                    Where.NOWHERE,
                    "give --out another name, and move the file when you have looked at it.");
        }
        requireOwn(file, text -> text.equals(own) || isOwn(text));
    }

    /**
     * Looks whether a file that stands there may be overwritten. What is no regular file, such as a pipe, holds nothing.
     *
     * @param own whether Emend wrote this text, or it is known otherwise
     * @throws InvalidInputException where it may not; what cannot be read is foreign
     */
    public static void requireOwn(Path file, Predicate<String> own) {
        if (Files.isRegularFile(file) && text(file).filter(own).isEmpty()) {
            throw foreign(file);
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(TextFile.read(file));
        } catch (InvalidInputException unreadable) {
            return Optional.empty();
        }
    }

    private static InvalidInputException foreign(Path file) {
        return new InvalidInputException(
                "there is a file \"" + Console.shown(file) + "\" that Emend did not write, or that was changed since",
                Where.NOWHERE,
                "move it away, or give --out another name. Nothing that was paid for is lost.");
    }

    private boolean isOwn(String text) {
        return ChainFile.isNamed(file) ? ChainMark.isOwn(text) : isPromptOfEmend(text);
    }

    /** Whether the text is a prompt file that Emend wrote, and nobody changed its prompt since. */
    public static boolean isPromptOfEmend(String text) {
        try {
            return isOfEmend(PromptFile.parse(text, "output"));
        } catch (InvalidInputException noPrompt) {
            return false;
        }
    }

    /** The run whose prompt a file holds, as the file says it; empty where it says none, or is no prompt file. */
    public static Optional<String> run(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return PromptFile.read(file).rest().metadata().get("emend") instanceof Map<?, ?> provenance
                    ? Optional.ofNullable(provenance.get("run")).map(String::valueOf)
                    : Optional.empty();
        } catch (InvalidInputException noPrompt) {
            return Optional.empty();
        }
    }

    /** Whether Emend wrote the file, and nobody changed its prompt since. */
    public static boolean isOfEmend(PromptFile file) {
        return file.rest().metadata().get("emend") instanceof Map<?, ?> provenance
                && file.prompt().fingerprint().equals(provenance.get("prompt"));
    }
}
