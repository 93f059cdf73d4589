package dev.emend.format.report;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.run.RunResult;

/** Both prompts' scores with their intervals, and under them their difference on an axis of its own. */
final class EvidencePlot {

    private static final int WIDTH = 720;
    private static final int LEFT = 170;
    private static final int RIGHT = 500;
    private static final int ROW = 32;

    private final Html html;
    private final RunResult result;

    EvidencePlot(Html html, RunResult result) {
        this.html = html;
        this.result = result;
    }

    void write() {
        boolean compared = result.difference().isPresent();
        int scoresEnd = compared ? 2 * ROW + 16 : ROW + 16;
        int height = compared ? scoresEnd + 48 + 24 + ROW + 60 : scoresEnd + 52;
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + height, "role", "img", "aria-labelledby", "evidence-title");
        html.element("title", title(), "id", "evidence-title");
        scores(compared, scoresEnd);
        result.difference().ifPresent(difference -> difference(difference, scoresEnd + 48 + 24));
        html.close();
    }

    private String title() {
        String seed = "Your prompt: " + Numbers.percent(result.seed().value()) + ".";
        return result.difference()
                .map(difference -> seed + " Champion: "
                        + Numbers.percent(result.champion().value()) + ". Difference: "
                        + Numbers.points(difference.value()) + " points.")
                .orElse(seed);
    }

    private void scores(boolean compared, int end) {
        Interval seed = result.seed().interval();
        Interval champion = result.champion().interval();
        Axis axis =
                Axis.around(Math.min(seed.low(), champion.low()), Math.max(seed.high(), champion.high()), LEFT, RIGHT);
        Drawing.axis(html, axis, 6, end, Numbers::percent);
        label(axisLabel(result.seed()), end + 38);
        score("Your prompt", result.seed(), axis, 28, "mark");
        if (compared) {
            score("Champion (no. " + result.championId() + ")", result.champion(), axis, 28 + ROW, "mark accent");
        }
    }

    private String axisLabel(Estimate estimate) {
        return "score on the " + result.split().words() + " examples, n = " + Numbers.count(estimate.n()) + ", with "
                + Numbers.level(estimate.interval()) + " interval";
    }

    private void score(String label, Estimate estimate, Axis axis, int y, String style) {
        text(label, 0, y + 4, "start", "row");
        Drawing.interval(html, axis, estimate.value(), estimate.interval(), y, style);
        text(Numbers.percent(estimate.value()), RIGHT + 24, y + 4, "start", "row value");
        text(Numbers.range(estimate.interval()), RIGHT + 90, y + 4, "start", "aside");
    }

    private void difference(Difference difference, int top) {
        Interval interval = difference.interval();
        double detectable = result.detectable();
        double reach = detectable < 1 ? detectable : 0;
        Axis axis = Axis.around(
                Math.min(-0.1, interval.low()), Math.max(0.1, Math.max(interval.high(), reach)), LEFT, RIGHT);
        int y = top + 16;
        int end = top + ROW + 8;
        Drawing.axis(html, axis, top - 6, end, Numbers::points);
        label(
                "champion minus your prompt, points, n = " + Numbers.count(difference.n(), "pair") + ", with "
                        + Numbers.level(interval) + " interval",
                end + 38);
        line(axis.at(0), top - 6, axis.at(0), end, "zero");
        if (detectable < 1) {
            line(axis.at(detectable), top - 6, axis.at(detectable), end, "dashed");
            text("smallest detectable", axis.at(detectable), top - 11, "middle", "aside");
        }
        text("Difference", 0, y + 4, "start", "row");
        Drawing.interval(html, axis, difference.value(), interval, y, "mark accent");
        text(Numbers.points(difference.value()), RIGHT + 24, y + 4, "start", "row value");
        text(Numbers.pointsRange(interval), RIGHT + 90, y + 4, "start", "aside");
    }

    private void label(String text, int y) {
        text(text, (LEFT + RIGHT) / 2.0, y, "middle", "axis-label");
    }

    private void line(double x1, double y1, double x2, double y2, String style) {
        Drawing.line(html, x1, y1, x2, y2, style);
    }

    private void text(String text, double x, double y, String anchor, String style) {
        Drawing.text(html, text, x, y, anchor, style);
    }
}
