package dev.emend.cli.evaluate;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Style;
import dev.emend.cli.console.Table;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.UnreadVerdicts;
import dev.emend.metric.Outcome;
import dev.emend.run.Spend;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;

/** Scores of outputs as a table, and the worst of them with what is wrong. */
final class ScoreView {

    private final PrintStream out;
    private final int width;
    private final Style style;

    /** @param width of the terminal, 0 where it is none */
    ScoreView(PrintStream out, int width, Style style) {
        this.out = out;
        this.width = width;
        this.style = style;
    }

    /** A metric's score. */
    record Line(String metric, Estimate estimate) {}

    void table(List<Line> lines) {
        Table table = new Table("metric", "score", "95 % interval", "n");
        for (Line line : lines) {
            table.row(List.of(
                    line.metric(),
                    Amounts.score(line.estimate().value()),
                    Amounts.range(line.estimate().interval()),
                    Integer.toString(line.estimate().n())));
        }
        table.lines(width, style).forEach(out::println);
        lines.forEach(line -> UnreadVerdicts.behind(List.of(line.estimate()))
                .warning()
                .ifPresent(warning -> out.println("note: " + Printable.line(line.metric()) + ": " + warning)));
    }

    /** What the judges of all metrics took; in dollars too where that is known. */
    void spent(Spend spend) {
        out.println();
        out.println("Judges: " + Amounts.count(spend.calls()) + (spend.calls() == 1 ? " call, " : " calls, ")
                + Amounts.tokens(spend.usage())
                + (spend.microDollars() > 0 ? ", " + Amounts.money(spend.microDollars()) : ""));
    }

    /** The {@code most} lowest scores below 1. */
    void worst(String metric, List<Outcome> outcomes, int most) {
        List<Outcome> worst = outcomes.stream()
                .filter(outcome -> outcome.score().value() < 1)
                .sorted(Comparator.comparingDouble(outcome -> outcome.score().value()))
                .limit(most)
                .toList();
        out.println();
        out.println(style.bold(
                worst.isEmpty()
                        ? Printable.line(metric) + ": every row has the full score"
                        : "Worst by " + Printable.line(metric)));
        new WorstLines(out, width, style).print(worst);
    }
}
