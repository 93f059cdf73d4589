package dev.emend.cli.input;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.prompt.PromptFile;
import java.nio.file.Path;

/** Prompt files, for commands that take no chain. */
public final class SinglePrompt {

    private SinglePrompt() {}

    /** @throws InvalidInputException where the file is a chain, or no prompt file */
    public static PromptFile read(Path file) {
        return read(file, "a single prompt is wanted", "name the prompt of one of its steps.");
    }

    /** @param but what the command takes, and {@code advice} what to do */
    public static PromptFile read(Path file, String but, String advice) {
        if (ChainFile.isNamed(file)) {
            throw new InvalidInputException(
                    "\"" + Console.shown(file) + "\" is a chain, and " + but, Where.NOWHERE, advice);
        }
        return PromptFile.read(file);
    }
}
