package dev.emend.cli.evaluate;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Style;
import dev.emend.cli.console.Table;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.Measured;
import dev.emend.evaluation.Noise;
import dev.emend.format.evaluation.EvaluationReport;
import dev.emend.metric.Outcome;
import dev.emend.metric.label.ConfusionMatrix;
import dev.emend.model.Purpose;
import dev.emend.run.Spend;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation in the terminal: the scores first, then where they come from. */
final class EvaluationView {

    private static final int CONFUSIONS = 5;

    private final PrintStream out;
    private final int width;
    private final Style style;

    /** @param width of the terminal, 0 where it is none */
    EvaluationView(PrintStream out, int width, Style style) {
        this.out = out;
        this.width = width;
        this.style = style;
    }

    void print(EvaluationReport report) {
        out.println(style.bold(Printable.line(report.metric())) + " on "
                + report.split().words() + " of "
                + Printable.line(report.task()) + ", n = " + report.n() + ", answered by "
                + Printable.line(report.model()));
        report.notes().forEach(note -> out.println("note: " + Printable.line(note)));
        out.println();
        scores(report);
        objectives(report.evaluation());
        slices(report.evaluation());
        for (Evaluation.Result result : report.evaluation().results()) {
            result.confusions().ifPresent(confusions -> labels(report.evaluation(), result, confusions));
        }
        repeats(report.evaluation());
        effort(report);
        for (Evaluation.Result result : report.evaluation().results()) {
            worst(report, result);
        }
    }

    private void heading(String text) {
        out.println();
        out.println(style.bold(Printable.line(text)));
    }

    private void print(Table table) {
        table.lines(width, style).forEach(out::println);
    }

    private void scores(EvaluationReport report) {
        List<Evaluation.Result> results = report.evaluation().results();
        List<String> headings = new ArrayList<>(List.of("prompt", "score", "95 % interval"));
        if (results.size() > 1) {
            headings.addAll(List.of("against first", "95 % interval", "p (Holm)"));
        }
        if (report.minScore().isPresent()) {
            headings.add("at least " + Amounts.score(report.minScore().get()));
        }
        Table table = new Table(headings.toArray(String[]::new));
        for (Evaluation.Result result : results) {
            List<String> cells = new ArrayList<>(List.of(
                    result.measured().name(),
                    Amounts.score(result.estimate().value()),
                    Amounts.range(result.estimate().interval())));
            if (results.size() > 1) {
                cells.addAll(result.contrast().map(EvaluationView::contrast).orElse(List.of("", "", "")));
            }
            report.minScore().ifPresent(least -> cells.add(result.estimate().value() < least ? "below" : "yes"));
            table.row(cells);
        }
        print(table);
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

    private void objectives(Evaluation evaluation) {
        if (evaluation.objectives().isEmpty()) {
            return;
        }
        heading("Objectives");
        List<String> headings = new ArrayList<>(List.of("prompt"));
        headings.addAll(evaluation.objectives());
        headings.add("Pareto front");
        Table table = new Table(headings.toArray(String[]::new));
        for (Evaluation.Result result : evaluation.results()) {
            List<String> cells = new ArrayList<>(List.of(result.measured().name()));
            result.objectives().forEach(estimate -> cells.add(Amounts.score(estimate.value())));
            cells.add(result.onFront() ? "on it" : "");
            table.row(cells);
        }
        print(table);
    }

    private void slices(Evaluation evaluation) {
        if (evaluation.slices().isEmpty()) {
            return;
        }
        heading("Slices");
        boolean one = evaluation.results().size() == 1;
        List<String> headings = new ArrayList<>(List.of("slice", "n"));
        if (one) {
            headings.addAll(List.of("score", "95 % interval"));
        } else {
            evaluation
                    .results()
                    .forEach(result ->
                            headings.add(Printable.line(result.measured().name())));
        }
        Table table = new Table(headings.toArray(String[]::new));
        for (Evaluation.Slice slice : evaluation.slices()) {
            List<String> cells = new ArrayList<>(List.of(
                    slice.column() + " = " + (slice.value().isEmpty() ? "(none)" : slice.value()),
                    Integer.toString(slice.n())));
            slice.estimates().forEach(estimate -> cells.add(Amounts.score(estimate.value())));
            if (one) {
                cells.add(Amounts.range(slice.estimates().getFirst().interval()));
            }
            table.row(cells);
        }
        print(table);
    }

    private void labels(Evaluation evaluation, Evaluation.Result result, ConfusionMatrix confusions) {
        heading("Labels" + of(evaluation, result));
        Table table = new Table("label", "precision", "recall", "F1", "support");
        for (ConfusionMatrix.PerLabel label : confusions.perLabel()) {
            table.row(List.of(
                    label.label(),
                    Amounts.score(label.precision()),
                    Amounts.score(label.recall()),
                    Amounts.score(label.f1()),
                    Integer.toString(label.support())));
        }
        print(table);
        List<ConfusionMatrix.Confusion> most = confusions.mostConfused(CONFUSIONS);
        if (!most.isEmpty()) {
            out.println();
            Table pairs = new Table("most confused: expected → answered", "times");
            most.forEach(pair -> pairs.row(List.of(
                    pair.expected() + " → " + pair.predicted().orElse("(no label)"), Integer.toString(pair.count()))));
            print(pairs);
        }
    }

    private void repeats(Evaluation evaluation) {
        if (evaluation.results().stream().noneMatch(result -> result.noise().isPresent())) {
            return;
        }
        heading("Repeated answers");
        Table table = new Table(
                "prompt",
                "answers each",
                "variance between",
                "variance within",
                "standard error",
                "all right (pass^k)");
        for (Evaluation.Result result : evaluation.results()) {
            if (result.noise().isPresent()) {
                Noise noise = result.noise().get();
                table.row(List.of(
                        result.measured().name(),
                        Integer.toString(noise.repeats()),
                        String.format(Locale.ROOT, "%.4f", noise.between()),
                        String.format(Locale.ROOT, "%.4f", noise.within()),
                        String.format(Locale.ROOT, "%.4f", noise.standardError(noise.examples(), noise.repeats())),
                        result.passEvery().map(Amounts::score).orElse("")));
            }
        }
        print(table);
    }

    private void effort(EvaluationReport report) {
        heading("Cost and time");
        Table table = new Table("prompt", "answers", "tokens", "cost", "median latency", "p95");
        for (Evaluation.Result result : report.evaluation().results()) {
            Measured measured = result.measured();
            table.row(List.of(
                    measured.name(),
                    Amounts.count((long) measured.n() * measured.draws().size()),
                    Amounts.count(measured.usage().total()),
                    Amounts.money(measured.microDollars()),
                    latency(measured.latency(0.5)),
                    latency(measured.latency(0.95))));
        }
        Spend.Part judging = report.spend().parts().getOrDefault(Purpose.JUDGE, Spend.Part.NONE);
        if (judging.calls() > 0) {
            table.row(List.of(
                    "(judges)",
                    Amounts.count(judging.calls()),
                    Amounts.count(judging.usage().total()),
                    Amounts.money(judging.microDollars()),
                    "",
                    ""));
        }
        print(table);
    }

    private static String latency(Duration time) {
        return time.toMillis() < 1000
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1e3);
    }

    private void worst(EvaluationReport report, Evaluation.Result result) {
        if (report.worst() == 0) {
            return;
        }
        List<Outcome> worst = result.measured().worst(report.worst());
        heading((worst.isEmpty() ? "Every answer has the full score" : "Worst answers")
                + of(report.evaluation(), result));
        new WorstLines(out, width, style).print(worst);
    }

    private static String of(Evaluation evaluation, Evaluation.Result result) {
        return evaluation.results().size() == 1 ? "" : ": " + result.measured().name();
    }
}
