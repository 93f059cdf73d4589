package dev.emend.format.report;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.ObjectiveFront.Point;
import dev.emend.run.RunResult;
import dev.emend.run.RunResult.CandidateRecord;
import dev.emend.run.RunResult.Objective;
import java.util.List;

/** The candidates that have met all of validation by each metric that the task combines, and which of them no other beats. */
final class ObjectiveTable {

    private final Html html;
    private final RunResult result;
    private final List<CandidateRecord> measured;

    ObjectiveTable(Html html, RunResult result) {
        this.html = html;
        this.result = result;
        this.measured = measured(result);
    }

    /** Whether there are several metrics to tell apart. */
    static boolean isNeeded(RunResult result) {
        return !measured(result).isEmpty();
    }

    private static List<CandidateRecord> measured(RunResult result) {
        return result.candidates().stream()
                .filter(candidate -> !candidate.objectives().isEmpty())
                .toList();
    }

    void write() {
        html.open("div", "class", "wide")
                .open("table", "id", "objective-table")
                .open("thead")
                .open("tr");
        html.element("th", "candidate", "scope", "col");
        measured.getFirst()
                .objectives()
                .forEach(objective -> html.open("th", "scope", "col", "class", "number")
                        .foreign(objective.metric())
                        .close());
        html.element("th", "Pareto front", "scope", "col", "class", "number")
                .close()
                .close()
                .open("tbody");
        measured.forEach(this::row);
        html.close().close().close();
        html.element(
                "p",
                "On all " + Numbers.count(n(), "validation example")
                        + ", with 95\u00A0% intervals. A candidate is on the"
                        + " Pareto front where no other one is at least as good by every metric and better by one. The"
                        + " front goes by the scores as measured, without regard to their intervals; and the search chose"
                        + " by these examples, so its best are flattered by them.",
                "class",
                "aside");
    }

    private int n() {
        return measured.getFirst().objectives().getFirst().estimate().n();
    }

    private void row(CandidateRecord candidate) {
        html.open("tr").element("th", name(candidate), "scope", "row");
        for (Objective objective : candidate.objectives()) {
            Estimate estimate = objective.estimate();
            html.element(
                    "td",
                    Numbers.percent(estimate.value()) + " (" + Numbers.range(estimate.interval()) + ")",
                    "class",
                    "number");
        }
        html.element("td", isBeaten(candidate) ? "" : "on it", "class", "number")
                .close();
    }

    private String name(CandidateRecord candidate) {
        if (candidate.id() == 0) {
            return "Your prompt";
        }
        return (candidate.id() == result.championId() ? "Champion, candidate " : "Candidate ") + candidate.id();
    }

    private boolean isBeaten(CandidateRecord candidate) {
        return measured.stream().anyMatch(other -> point(other).beats(point(candidate)));
    }

    private static Point point(CandidateRecord candidate) {
        return new Point(
                candidate.id(),
                candidate.objectives().stream()
                        .map(objective -> objective.estimate().value())
                        .toList());
    }
}
