package dev.emend.format.evaluation;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.format.report.Axis;
import dev.emend.format.report.Drawing;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every prompt's score with its interval; the best one coloured. */
final class ScorePlot {

    private static final int WIDTH = 720;
    private static final int LEFT = 200;
    private static final int RIGHT = 510;
    private static final int ROW = 32;
    private static final int LONGEST = 26;

    private final Html html;
    private final Map<String, Estimate> scores;

    /** @param scores by the prompts' names, in their order */
    ScorePlot(Html html, Map<String, Estimate> scores) {
        this.html = html;
        this.scores = scores;
    }

    static ScorePlot of(Html html, Evaluation evaluation) {
        Map<String, Estimate> scores = new LinkedHashMap<>();
        evaluation.results().forEach(result -> scores.put(result.measured().name(), result.estimate()));
        return new ScorePlot(html, scores);
    }

    void write() {
        int end = scores.size() * ROW + 16;
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + (end + 52),
                "role",
                "img",
                "aria-label",
                "Scores of " + Numbers.count(scores.size(), "prompt") + " with their intervals");
        Axis axis = Axis.around(
                scores.values().stream()
                        .mapToDouble(estimate -> estimate.interval().low())
                        .min()
                        .orElse(0),
                scores.values().stream()
                        .mapToDouble(estimate -> estimate.interval().high())
                        .max()
                        .orElse(1),
                LEFT,
                RIGHT);
        Drawing.axis(html, axis, 6, end, Numbers::percent);
        Drawing.text(html, "score, with 95\u00A0% interval", (LEFT + RIGHT) / 2.0, end + 38, "middle", "axis-label");
        double best =
                scores.values().stream().mapToDouble(Estimate::value).max().orElse(1);
        int y = 28;
        for (Map.Entry<String, Estimate> score : scores.entrySet()) {
            boolean accent = scores.size() > 1 && score.getValue().value() == best;
            row(score.getKey(), score.getValue(), axis, y, accent ? "mark accent" : "mark");
            y += ROW;
        }
        html.close();
    }

    private void row(String name, Estimate estimate, Axis axis, int y, String style) {
        Drawing.text(html, Shortened.end(name, LONGEST), 0, y + 4, "start", "row");
        Drawing.interval(html, axis, estimate.value(), estimate.interval(), y, style);
        Drawing.text(html, Numbers.percent(estimate.value()), RIGHT + 24, y + 4, "start", "row value");
        Drawing.text(html, Numbers.range(estimate.interval()), RIGHT + 90, y + 4, "start", "aside");
    }
}
