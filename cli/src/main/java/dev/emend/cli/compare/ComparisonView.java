package dev.emend.cli.compare;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Style;
import dev.emend.cli.console.Table;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Evaluation;
import dev.emend.format.evaluation.ComparisonReport;
import dev.emend.run.Fate;
import dev.emend.run.Ranking;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison of prompts in the terminal: the ranking, what it means, and what the gate says. */
final class ComparisonView {

    private final PrintStream out;
    private final int width;
    private final Style style;

    /** @param width of the terminal, 0 where it is none */
    ComparisonView(PrintStream out, int width, Style style) {
        this.out = out;
        this.width = width;
        this.style = style;
    }

    void print(ComparisonReport report) {
        Ranking ranking = report.ranking();
        out.println(style.bold(Printable.line(report.metric())) + " on " + ranking.examples() + " examples of "
                + Printable.line(report.task()) + ", answered by " + Printable.line(report.model()) + ", seed "
                + report.seed());
        out.println();
        table(ranking).lines(width, style).forEach(out::println);
        out.println();
        ranking.findings().forEach(finding -> out.println(Printable.line(finding)));
        for (Ranking.Place place : ranking.places()) {
            if (isWorthALine(place.fate())) {
                out.println(style.dim("  " + Printable.line(place.name()) + ": "
                        + Printable.line(place.fate().label())));
            }
        }
        for (Ranking.Repeat repeat : ranking.repeats()) {
            out.println("  " + Printable.line(repeat.name()) + " repeats " + Printable.line(repeat.of()) + ": "
                    + Printable.line(repeat.how()) + (repeat.exact() ? "; it was not asked" : ""));
        }
        if (!ranking.refusals().isEmpty()) {
            out.println("  " + ranking.refusals().size() + " blends were refused before they cost an answer: "
                    + Printable.line(String.join(
                            ", ",
                            ranking.refusals().stream()
                                    .map(refusal -> refusal.operator() + " (" + refusal.rule() + ")")
                                    .toList())));
        }
        ranking.gate().ifPresent(decided -> {
            String label = decided.verdict().label();
            out.println();
            out.println(style.bold(label) + "  " + Printable.line(decided.explanation()));
        });
        out.println();
        ranking.notes().forEach(note -> out.println("note: " + Printable.line(note)));
    }

    /** What the table does not show. */
    private static boolean isWorthALine(Fate fate) {
        return switch (fate) {
            case Fate.Champion champion -> false;
            case Fate.Kept kept -> false;
            case Fate.Won won -> won.proved();
            case Fate.Dropped dropped -> true;
            case Fate.Unproved unproved -> true;
            case Fate.Unmet unmet -> true;
        };
    }

    private static Table table(Ranking ranking) {
        boolean judged =
                ranking.places().stream().anyMatch(place -> place.strength().isPresent());
        List<String> headings = new ArrayList<>(List.of("prompt", "score", "95 % interval", "n"));
        if (judged) {
            headings.addAll(List.of("strength", "95 % interval"));
        }
        headings.addAll(
                List.of(ranking.reference().isBaseline() ? "to baseline" : "to the best", "95 % interval", "p (Holm)"));
        Table table = new Table(headings.toArray(String[]::new));
        int rank = 0;
        for (Ranking.Place place : ranking.places()) {
            rank++;
            List<String> cells = new ArrayList<>(List.of(rank + ". " + place.name()));
            cells.addAll(place.score()
                    .map(score -> List.of(
                            Amounts.score(score.value()), Amounts.range(score.interval()), Integer.toString(score.n())))
                    .orElse(List.of("", "", "0")));
            if (judged) {
                cells.addAll(place.strength()
                        .map(strength -> List.of(
                                String.format(Locale.ROOT, "%+.2f", strength.strength()),
                                String.format(
                                        Locale.ROOT,
                                        "%+.2f to %+.2f",
                                        strength.interval().low(),
                                        strength.interval().high())))
                        .orElse(List.of("", "")));
            }
            cells.addAll(place.contrast().map(ComparisonView::contrast).orElse(List.of("", "", "")));
            table.row(cells);
        }
        return table;
    }

    private static List<String> contrast(Evaluation.Contrast contrast) {
        Difference difference = contrast.difference();
        return List.of(
                points(difference.value()),
                points(difference.interval().low()) + " to "
                        + points(difference.interval().high()),
                contrast.adjusted() < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", contrast.adjusted()));
    }

    private static String points(double difference) {
        return String.format(Locale.ROOT, "%+.1f", 100 * difference).replaceFirst("^[+-]0\\.0$", "0.0");
    }
}
