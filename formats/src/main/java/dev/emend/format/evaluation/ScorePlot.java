package dev.emend.format.evaluation;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.format.report.Drawing;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import dev.emend.format.report.Scale;
import java.util.List;

/** Every prompt's score with its interval; the best one coloured. */
final class ScorePlot {

    private static final int WIDTH = 720;
    private static final int LEFT = 200;
    private static final int RIGHT = 510;
    private static final int ROW = 32;
    private static final int LONGEST = 26;

    private final Html html;
    private final List<Evaluation.Result> results;

    ScorePlot(Html html, Evaluation evaluation) {
        this.html = html;
        this.results = evaluation.results();
    }

    void write() {
        int end = results.size() * ROW + 16;
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + (end + 52),
                "role",
                "img",
                "aria-label",
                "Scores of " + Numbers.count(results.size(), "prompt") + " with their intervals");
        Scale scale = Scale.around(
                results.stream()
                        .mapToDouble(result -> result.estimate().interval().low())
                        .min()
                        .orElse(0),
                results.stream()
                        .mapToDouble(result -> result.estimate().interval().high())
                        .max()
                        .orElse(1),
                LEFT,
                RIGHT);
        Drawing.axis(html, scale, 6, end, Numbers::percent);
        Drawing.text(html, "score, with 95\u00A0% interval", (LEFT + RIGHT) / 2.0, end + 38, "middle", "axis-label");
        double best = results.stream()
                .mapToDouble(result -> result.estimate().value())
                .max()
                .orElse(1);
        for (int i = 0; i < results.size(); i++) {
            Estimate estimate = results.get(i).estimate();
            boolean accent = results.size() > 1 && estimate.value() == best;
            row(results.get(i).measured().name(), estimate, scale, 28 + i * ROW, accent ? "mark accent" : "mark");
        }
        html.close();
    }

    private void row(String name, Estimate estimate, Scale scale, int y, String style) {
        Drawing.text(html, Shortened.end(name, LONGEST), 0, y + 4, "start", "row");
        Drawing.interval(html, scale, estimate.value(), estimate.interval(), y, style);
        Drawing.text(html, Numbers.percent(estimate.value()), RIGHT + 24, y + 4, "start", "row value");
        Drawing.text(html, Numbers.range(estimate.interval()), RIGHT + 90, y + 4, "start", "aside");
    }
}
