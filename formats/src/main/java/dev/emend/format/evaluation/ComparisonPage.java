package dev.emend.format.evaluation;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.format.report.Frame;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import dev.emend.format.report.PromptView;
import dev.emend.run.Ranking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The sections of a comparison's page. */
final class ComparisonPage {

    private final Html html;
    private final ComparisonReport report;
    private final Ranking ranking;

    private ComparisonPage(Html html, ComparisonReport report) {
        this.html = html;
        this.report = report;
        this.ranking = report.ranking();
    }

    static String render(ComparisonReport report) {
        return Frame.page(report.task() + ": comparison of prompts", html -> new ComparisonPage(html, report).write());
    }

    private void write() {
        html.open("header").element("p", "Emend · comparison", "class", "kicker");
        html.open("h1").foreign(report.task()).close();
        html.open("p", "class", "headline")
                .foreign(ranking.winner().name())
                .text(" is ahead of " + Numbers.count(ranking.places().size() - 1L, "other"))
                .close();
        html.open("p", "class", "aside")
                .text("By ")
                .foreign(report.metric())
                .text(" on " + Numbers.count(ranking.examples(), "example") + ", answered by ")
                .foreign(report.model())
                .text(", seed " + report.seed() + ", "
                        + Numbers.count(ranking.spend().calls(), "call"))
                .close();
        html.close().open("main");
        for (String note : ranking.notes()) {
            html.open("p", "class", "note")
                    .element("strong", "Note: ")
                    .foreign(note)
                    .close();
        }
        Frame.section(html, "ranking", "Ranking", this::ranking);
        ranking.gate().ifPresent(decided -> Frame.section(html, "gate", "Gate", () -> gate(decided)));
        if (!ranking.repeats().isEmpty()) {
            Frame.section(html, "repeats", "Repeated prompts", this::repeats);
        }
        if (!ranking.refusals().isEmpty()) {
            Frame.section(html, "refused", "Refused blends", this::refused);
        }
        Frame.section(html, "prompts", "Prompts", this::prompts);
        Frame.section(html, "caveats", "How to read the numbers", this::caveats);
        html.close();
    }

    private void ranking() {
        Map<String, Estimate> scores = new LinkedHashMap<>();
        ranking.places().forEach(place -> place.score().ifPresent(score -> scores.put(place.name(), score)));
        html.open("figure").open("div", "class", "wide");
        new ScorePlot(html, scores).write();
        html.close()
                .element(
                        "figcaption",
                        "Each prompt’s score with its 95\u00A0% interval. Whether two prompts differ is told by the paired"
                                + " difference in the table, not by whether their intervals overlap.")
                .close();
        boolean judged =
                ranking.places().stream().anyMatch(place -> place.strength().isPresent());
        List<String> headings = new ArrayList<>(List.of("score", "95\u00A0% interval", "n"));
        if (judged) {
            headings.addAll(List.of("strength", "95\u00A0% interval"));
        }
        headings.addAll(List.of(
                ranking.reference().isBaseline() ? "to the baseline" : "to the best",
                "95\u00A0% interval",
                "p (Holm)",
                "became"));
        Grid grid = new Grid(html, "ranking-table", "prompt", headings.toArray(String[]::new));
        int rank = 0;
        for (Ranking.Place place : ranking.places()) {
            rank++;
            List<String> cells = new ArrayList<>(place.score()
                    .map(score -> List.of(
                            Numbers.percent(score.value()), Numbers.range(score.interval()), Numbers.count(score.n())))
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
            cells.addAll(place.contrast().map(ComparisonPage::contrast).orElse(List.of("", "", "")));
            cells.add(place.fate().label());
            grid.row(rank + ". " + place.name(), cells.toArray(String[]::new));
        }
        grid.end();
        html.open("ul");
        ranking.findings().forEach(finding -> html.open("li").foreign(finding).close());
        html.close();
    }

    private static List<String> contrast(Evaluation.Contrast contrast) {
        return List.of(
                Numbers.points(contrast.difference().value()),
                Numbers.pointsRange(contrast.difference().interval()),
                Numbers.p(contrast.adjusted()).replaceFirst("^p (= )?", ""));
    }

    private void gate(Ranking.Decided decided) {
        html.open("p")
                .element("strong", decided.verdict().label() + ": ")
                .text(decided.explanation())
                .close();
        decided.baseline()
                .ifPresent(score -> html.element(
                        "p",
                        "Baseline: " + Numbers.percent(score.value()) + " (" + Numbers.range(score.interval()) + ")"));
        decided.winner()
                .ifPresent(score -> html.element(
                        "p",
                        "Winner: " + Numbers.percent(score.value()) + " (" + Numbers.range(score.interval()) + ")"));
    }

    private void repeats() {
        Grid grid = new Grid(html, "repeat-table", "prompt", "repeats", "how");
        ranking.repeats().forEach(repeat -> grid.row(repeat.name(), repeat.of(), repeat.how()));
        grid.end();
    }

    private void refused() {
        Grid grid = new Grid(html, "refused-table", "operator", "rule", "why");
        ranking.refusals().forEach(refusal -> grid.row(refusal.operator(), refusal.rule(), refusal.detail()));
        grid.end();
    }

    private void prompts() {
        for (Ranking.Place place : ranking.places()) {
            html.open("details").open("summary").foreign(place.name());
            if (place.isBlend()) {
                html.text(" (" + place.operator() + " of ")
                        .foreign(String.join(" and ", place.parents()))
                        .text(")");
            }
            if (ranking.selected().contains(place.name())) {
                html.text(", kept");
            }
            html.close();
            if (!place.hypothesis().isEmpty()) {
                html.open("p", "class", "aside").foreign(place.hypothesis()).close();
            }
            PromptView.write(html, place.prompt());
            html.close();
        }
    }

    private void caveats() {
        html.open("ul");
        for (String caveat : List.of(
                "Differences are paired: both prompts on the same examples, under the same sampling seeds.",
                ranking.reference().isBaseline()
                        ? "p-values are two-sided and adjusted for the number of prompts by Holm’s method."
                        : "p-values are two-sided and adjusted by Holm’s method for all pairs of prompts, since the data"
                                + " chose the best one.",
                "A blend wins only where it surpasses its parents by a paired test. Else the best parent stays.",
                "The scores belong to this model, this metric and these sampling settings.")) {
            html.element("li", caveat);
        }
        html.close();
    }
}
