package dev.emend.cli.prompt;

import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.console.Style;
import dev.emend.cli.input.SinglePrompt;
import dev.emend.format.prompt.PromptDiff;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code emend diff} */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what changed between two prompts in what a model is sent.",
            "",
            "Metadata and layout of the files do not count. Prints nothing where both send the same."
        },
        footerHeading = "%nExample:%n",
        footer = "  emend diff seed.prompty seed.emended.prompty")
public final class DiffCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "A", description = "A prompt file.")
    @SuppressWarnings("NullAway.Init")
    private Path before;

    @Parameters(index = "1", paramLabel = "B", description = "Another prompt file.")
    @SuppressWarnings("NullAway.Init")
    private Path after;

    public DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> lines = PromptDiff.unified(
                before.toString(),
                SinglePrompt.read(before).prompt(),
                after.toString(),
                SinglePrompt.read(after).prompt());
        lines.forEach(line -> console.out().println(coloured(line, console.outStyle())));
        return ExitStatus.DONE;
    }

    private static String coloured(String line, Style style) {
        if (line.startsWith("---") || line.startsWith("+++")) {
            return style.bold(line);
        }
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> style.good(line);
            case '-' -> style.bad(line);
            case '@' -> style.dim(line);
            default -> line;
        };
    }
}
