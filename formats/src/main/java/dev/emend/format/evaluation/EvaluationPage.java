package dev.emend.format.evaluation;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.Noise;
import dev.emend.format.report.Frame;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sections of the page. Those with figures of their own are classes of their own. */
final class EvaluationPage {

    private final Html html;
    private final EvaluationReport report;
    private final Evaluation evaluation;

    private EvaluationPage(Html html, EvaluationReport report) {
        this.html = html;
        this.report = report;
        this.evaluation = report.evaluation();
    }

    static String render(EvaluationReport report) {
        return Frame.page(
                report.task() + ": evaluation on " + report.split().words(),
                html -> new EvaluationPage(html, report).write());
    }

    private void write() {
        html.open("header").element("p", "Emend · evaluation", "class", "kicker");
        html.open("h1").foreign(report.task()).close();
        html.open("p", "class", "headline")
                .foreign(report.metric())
                .text(" on " + Numbers.count(report.n(), report.split().words() + " example"))
                .close();
        html.open("p", "class", "aside")
                .text("Answered by ")
                .foreign(report.model())
                .text(", seed " + report.seed())
                .close();
        html.close().open("main");
        for (String note : report.notes()) {
            html.open("p", "class", "note")
                    .element("strong", "Note: ")
                    .foreign(note)
                    .close();
        }
        Frame.section(html, "scores", "Scores", this::scores);
        if (!evaluation.objectives().isEmpty()) {
            Frame.section(html, "objectives", "Objectives", this::objectives);
        }
        if (evaluation.results().stream().anyMatch(result -> result.confusions().isPresent())) {
            Frame.section(html, "labels", "Labels", () -> new LabelSection(html).write(evaluation));
        }
        if (!evaluation.slices().isEmpty()) {
            Frame.section(html, "slices", "Slices", this::slices);
        }
        if (evaluation.results().stream().anyMatch(result -> result.noise().isPresent())) {
            Frame.section(html, "repeats", "Repeated answers", this::repeats);
        }
        Frame.section(html, "effort", "Cost and time", () -> new EffortSection(html).write(report));
        Frame.section(html, "worst", "Worst answers", () -> new WorstSection(html, report.worst()).write(evaluation));
        Frame.section(html, "caveats", "How to read the numbers", this::caveats);
        html.close();
    }

    private void scores() {
        html.open("figure").open("div", "class", "wide");
        ScorePlot.of(html, evaluation).write();
        html.close()
                .element(
                        "figcaption",
                        "Each prompt’s score with its 95\u00A0% interval. Whether two prompts differ is told by the paired"
                                + " difference in the table, not by whether their intervals overlap.")
                .close();
        boolean compared = evaluation.results().size() > 1;
        List<String> headings = new ArrayList<>(List.of("score", "95\u00A0% interval", "n"));
        if (compared) {
            headings.addAll(List.of("against the first", "95\u00A0% interval", "p (Holm)"));
        }
        Grid grid = new Grid(html, "score-table", "prompt", headings.toArray(String[]::new));
        for (Evaluation.Result result : evaluation.results()) {
            List<String> cells = new ArrayList<>(List.of(
                    Numbers.percent(result.estimate().value()),
                    Numbers.range(result.estimate().interval()),
                    Numbers.count(result.measured().n())));
            if (compared) {
                cells.addAll(result.contrast().map(EvaluationPage::contrast).orElse(List.of("", "", "")));
            }
            grid.row(result.measured().name(), cells.toArray(String[]::new));
        }
        grid.end();
        report.minScore().ifPresent(least -> html.element("p", "Required: at least " + Numbers.percent(least) + "."));
    }

    private static List<String> contrast(Evaluation.Contrast contrast) {
        return List.of(
                Numbers.points(contrast.difference().value()),
                Numbers.pointsRange(contrast.difference().interval()),
                Numbers.p(contrast.adjusted()).replaceFirst("^p (= )?", ""));
    }

    private void objectives() {
        List<String> headings = new ArrayList<>(evaluation.objectives());
        headings.add("Pareto front");
        Grid grid = new Grid(html, "objective-table", "prompt", headings.toArray(String[]::new));
        for (Evaluation.Result result : evaluation.results()) {
            List<String> cells = new ArrayList<>();
            for (Estimate estimate : result.objectives()) {
                cells.add(Numbers.percent(estimate.value()) + " (" + Numbers.range(estimate.interval()) + ")");
            }
            cells.add(result.onFront() ? "on it" : "");
            grid.row(result.measured().name(), cells.toArray(String[]::new));
        }
        grid.end();
        html.element(
                "p",
                "A prompt is on the Pareto front where no other one is at least as good in every objective and better in"
                        + " one. The front goes by the scores as measured, without regard to their intervals.",
                "class",
                "aside");
    }

    private void slices() {
        Grid grid = new Grid(
                html,
                "slice-table",
                "slice",
                evaluation.results().stream()
                        .map(result -> result.measured().name())
                        .toArray(String[]::new));
        for (Evaluation.Slice slice : evaluation.slices()) {
            grid.row(
                    slice.column() + " = " + (slice.value().isEmpty() ? "(none)" : slice.value()) + ", n = "
                            + slice.n(),
                    slice.estimates().stream()
                            .map(estimate ->
                                    Numbers.percent(estimate.value()) + " (" + Numbers.range(estimate.interval()) + ")")
                            .toArray(String[]::new));
        }
        grid.end();
        html.element(
                "p", "Many small slices make some look weak by chance alone: read their intervals.", "class", "aside");
    }

    private void repeats() {
        Grid grid = new Grid(
                html,
                "repeat-table",
                "prompt",
                "answers each",
                "variance between examples",
                "variance within",
                "standard error",
                "all right (pass^k)");
        for (Evaluation.Result result : evaluation.results()) {
            result.noise().ifPresent(noise -> repeats(grid, result, noise));
        }
        grid.end();
        html.element(
                "p",
                "The variance within is the model’s own chance: how far repeated answers to one example differ. pass^k is"
                        + " the probability that all k answers to an example are right.",
                "class",
                "aside");
    }

    private static void repeats(Grid grid, Evaluation.Result result, Noise noise) {
        grid.row(
                result.measured().name(),
                Numbers.count(noise.repeats()),
                String.format(Locale.ROOT, "%.4f", noise.between()),
                String.format(Locale.ROOT, "%.4f", noise.within()),
                String.format(Locale.ROOT, "%.4f", noise.standardError(noise.examples(), noise.repeats())),
                result.passEvery().map(Numbers::percent).orElse("not for graded scores"));
    }

    private void caveats() {
        html.open("ul");
        for (String caveat : List.of(
                "An interval with 95\u00A0% coverage is made so that, were the examples drawn anew from the same source"
                        + " again and again, 95 of 100 such intervals would hold the true score.",
                "The p-values are two-sided, of paired tests against the first prompt, adjusted for their number by"
                        + " Holm’s method.",
                "A prompt that is chosen because it is the best of several on these examples scores a little too well on"
                        + " them. Examples that were not used to choose say what to expect.",
                "The scores belong to this model, this metric and these sampling settings.")) {
            html.element("li", caveat);
        }
        html.close();
    }
}
