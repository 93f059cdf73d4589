package dev.emend.format.evaluation;

import dev.emend.evaluation.Evaluation;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import dev.emend.metric.Outcome;
import java.util.List;

/** The answers with the lowest scores, with what the metric says about them. */
final class WorstSection {

    private static final int LONGEST = 1_200;

    private final Html html;
    private final int most;

    WorstSection(Html html, int most) {
        this.html = html;
        this.most = most;
    }

    void write(Evaluation evaluation) {
        for (Evaluation.Result result : evaluation.results()) {
            html.open("h3").foreign(result.measured().name()).close();
            List<Outcome> worst = result.measured().worst(most);
            if (worst.isEmpty()) {
                html.element("p", most == 0 ? "None was asked for." : "Every answer has the full score.");
            }
            worst.forEach(this::answer);
        }
    }

    private void answer(Outcome outcome) {
        html.open("h4")
                .foreign(outcome.example().id())
                .text(": " + Numbers.percent(outcome.score().value()))
                .close()
                .open("dl");
        outcome.example().allInputs().forEach(this::entry);
        if (!outcome.example().expected().isEmpty()) {
            entry("expected", outcome.example().expected());
        }
        entry("answer", outcome.output().isEmpty() ? "(empty)" : outcome.output());
        entry("feedback", outcome.score().feedback());
        html.close();
    }

    private void entry(String name, String text) {
        html.open("dt").foreign(name).close().open("dd").excerpt(text, LONGEST).close();
    }
}
