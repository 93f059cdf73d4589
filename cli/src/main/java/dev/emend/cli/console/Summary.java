package dev.emend.cli.console;

import java.io.PrintStream;
import java.util.List;

/** How a command ends: lines with a name and a value, and what to do next. */
public final class Summary {

    private final PrintStream out;
    private final Style style;

    public Summary(Console console) {
        this.out = console.out();
        this.style = console.outStyle();
    }

    public void line(String name, String value) {
        out.println("  " + style.dim(String.format("%-12s", name)) + value);
    }

    /** @param commands what to do next, each a command line */
    public void next(List<String> commands) {
        out.println();
        out.println("Next:");
        commands.forEach(command -> out.println("  " + command));
    }
}
