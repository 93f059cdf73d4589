package dev.emend.cli.evaluate;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Style;
import dev.emend.cli.console.Table;
import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import java.io.PrintStream;
import java.util.List;

/** Answers with low scores: what was asked, what was expected, what came, and what the metric says. */
final class WorstLines {

    private static final int UNLIMITED = 160;

    private final PrintStream out;
    private final int room;
    private final Style style;

    WorstLines(PrintStream out, int width, Style style) {
        this.out = out;
        this.room = (width == 0 ? UNLIMITED : Math.max(40, width)) - 14;
        this.style = style;
    }

    void print(List<Outcome> worst) {
        for (Outcome outcome : worst) {
            Example example = outcome.example();
            out.println("  " + Printable.line(example.id()) + "  "
                    + style.bad(Amounts.score(outcome.score().value())));
            example.allInputs().forEach((name, value) -> line(Table.cut(name, 10), value));
            if (!example.expected().isEmpty()) {
                line("expected", example.expected());
            }
            line("answer", outcome.output().isEmpty() ? "(empty)" : outcome.output());
            feedback(outcome.score().feedback());
        }
    }

    private void line(String name, String text) {
        out.println("    " + style.dim(String.format("%-10s", Printable.line(name)))
                + Table.cut(Printable.line(text), room));
    }

    /** In full: it is what a reader came for. */
    private void feedback(String text) {
        String left = Printable.line(text);
        String name = "feedback";
        while (!left.isEmpty()) {
            int end = left.length() <= room ? left.length() : left.lastIndexOf(' ', room);
            end = end <= 0 ? Math.min(room, left.length()) : end;
            line(name, left.substring(0, end));
            left = left.substring(end).strip();
            name = "";
        }
    }
}
