package dev.emend.format.evaluation;

import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.Measured;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import dev.emend.model.Purpose;
import dev.emend.run.Spend;

/** What the answers cost, and how long they took. */
final class EffortSection {

    private final Html html;

    EffortSection(Html html) {
        this.html = html;
    }

    void write(EvaluationReport report) {
        Grid grid = new Grid(
                html,
                "effort-table",
                "prompt",
                "answers",
                "prompt tokens",
                "completion tokens",
                "US dollars",
                "median latency",
                "95th percentile");
        for (Evaluation.Result result : report.evaluation().results()) {
            Measured measured = result.measured();
            grid.row(
                    measured.name(),
                    Numbers.count((long) measured.n() * measured.draws().size()),
                    Numbers.count(measured.usage().prompt()),
                    Numbers.count(measured.usage().completion()),
                    Numbers.dollars(measured.microDollars()),
                    Seconds.of(measured.latency(0.5)),
                    Seconds.of(measured.latency(0.95)));
        }
        grid.end();
        Spend.Part judging = report.spend().parts().getOrDefault(Purpose.JUDGE, Spend.Part.NONE);
        if (judging.calls() > 0) {
            html.element(
                    "p",
                    "Judges took " + Numbers.count(judging.calls(), "call") + ", "
                            + Numbers.count(judging.usage().total(), "token") + " and "
                            + Numbers.dollars(judging.microDollars()) + " US dollars besides.");
        }
        html.open("figure").open("div", "class", "wide");
        for (Evaluation.Result result : report.evaluation().results()) {
            new LatencyHistogram(html, result.measured()).write();
        }
        html.close()
                .element(
                        "figcaption",
                        "Latencies of the task model’s calls, as they were when each answer was paid for. The line marks"
                                + " the median.")
                .close();
    }
}
