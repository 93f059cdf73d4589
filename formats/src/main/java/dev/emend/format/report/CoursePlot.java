package dev.emend.format.report;

import dev.emend.evaluation.Estimate;
import dev.emend.run.RunResult;
import dev.emend.run.RunResult.CandidateRecord;
import java.util.List;

/**
 * The candidates' validation scores in order of arrival, with intervals. Filled marks met as many examples as any; open
 * ones left their race earlier. The line follows the best filled mark so far.
 */
final class CoursePlot {

    private static final int WIDTH = 720;
    private static final int LEFT = 56;
    private static final int RIGHT = 712;
    private static final int TOP = 12;
    private static final int BOTTOM = 262;

    /** Narrower places than this have no room for a label each. */
    private static final double LABEL_WIDTH = 28;

    private final Html html;
    private final RunResult result;
    private final List<CandidateRecord> candidates;
    private final double slot;
    private final int all;
    private final Axis axis;

    CoursePlot(Html html, RunResult result) {
        this.html = html;
        this.result = result;
        this.candidates = result.candidates();
        this.slot = (RIGHT - LEFT) / (double) Math.max(1, candidates.size());
        List<Estimate> estimates = candidates.stream()
                .flatMap(record -> record.validation().stream())
                .toList();
        this.all = estimates.stream().mapToInt(Estimate::n).max().orElse(0);
        this.axis = Axis.around(
                estimates.stream()
                        .mapToDouble(estimate -> estimate.interval().low())
                        .min()
                        .orElse(0),
                estimates.stream()
                        .mapToDouble(estimate -> estimate.interval().high())
                        .max()
                        .orElse(1),
                BOTTOM,
                TOP);
    }

    /** The most validation examples that a candidate has met. */
    int all() {
        return all;
    }

    void write() {
        html.open("svg", "viewBox", "0 0 " + WIDTH + " 326", "role", "img", "aria-labelledby", "course-title");
        html.element(
                "title", "Validation scores of " + candidates.size() + " candidates in order", "id", "course-title");
        for (double tick : axis.ticks()) {
            Drawing.line(html, LEFT, axis.at(tick), RIGHT, axis.at(tick), "grid");
            Drawing.text(html, Numbers.percent(tick).replace(".0", ""), LEFT - 8, axis.at(tick) + 4, "end", "tick");
        }
        Drawing.line(html, LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
        leader();
        labels();
        for (int i = 0; i < candidates.size(); i++) {
            CandidateRecord record = candidates.get(i);
            double x = x(i);
            record.validation().ifPresent(estimate -> mark(record.id(), estimate, x));
        }
        html.close();
    }

    private double x(int place) {
        return LEFT + slot * (place + 0.5);
    }

    private void leader() {
        StringBuilder path = new StringBuilder();
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            double x = x(i);
            double score = candidates
                    .get(i)
                    .validation()
                    .filter(estimate -> estimate.n() == all)
                    .map(Estimate::value)
                    .orElse(best);
            if (score > best) {
                path.append(path.isEmpty() ? "M" : "H").append(Numbers.place(x));
                path.append(path.indexOf("H") < 0 ? " " : "V").append(Numbers.place(axis.at(score)));
                best = score;
            }
        }
        if (!path.isEmpty()) {
            path.append("H").append(Numbers.place(RIGHT));
            html.empty("path", "class", "leader", "d", path.toString());
        }
    }

    private void labels() {
        int every = (int) Math.ceil(LABEL_WIDTH / slot);
        for (int i = 0; i < candidates.size(); i += every) {
            CandidateRecord record = candidates.get(i);
            Drawing.text(html, String.valueOf(record.id()), x(i), BOTTOM + 18, "middle", "tick");
            String n = record.validation()
                    .map(estimate -> String.valueOf(estimate.n()))
                    .orElse("–");
            Drawing.text(html, n, x(i), BOTTOM + 36, "middle", "tick aside");
        }
        Drawing.text(html, "no.", LEFT - 8, BOTTOM + 18, "end", "tick");
        Drawing.text(html, "n", LEFT - 8, BOTTOM + 36, "end", "tick aside");
        Drawing.text(
                html,
                "candidate, in order of arrival, and the validation examples it met",
                (LEFT + RIGHT) / 2.0,
                BOTTOM + 58,
                "middle",
                "axis-label");
        html.element(
                "text",
                "validation score",
                "class",
                "axis-label",
                "text-anchor",
                "middle",
                "transform",
                "translate(11 " + (TOP + BOTTOM) / 2 + ") rotate(-90)");
    }

    private void mark(int id, Estimate estimate, double x) {
        boolean champion = id == result.championId();
        html.open("g", "class", "mark" + (champion ? " accent" : "") + (estimate.n() < all ? " open" : ""));
        html.element(
                "title",
                "Candidate " + id + ": " + Numbers.percent(estimate.value()) + ", "
                        + Numbers.level(estimate.interval()) + " interval " + Numbers.range(estimate.interval())
                        + ", n = " + Numbers.count(estimate.n()));
        Drawing.line(
                html,
                x,
                axis.at(estimate.interval().low()),
                x,
                axis.at(estimate.interval().high()),
                "whisker");
        html.empty(
                "circle",
                "cx",
                Numbers.place(x),
                "cy",
                Numbers.place(axis.at(estimate.value())),
                "r",
                Numbers.place(Math.max(1.5, Math.min(4.5, slot / 3))));
        html.close();
    }
}
