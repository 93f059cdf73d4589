package dev.emend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnreadVerdictsTest {

    private static final Metric JUDGE = Metrics.named("judge", Map.of("readout", "plain"), new TreeSet<>());
    private static final Metric EXACT = Metrics.named("exact-match", Map.of(), new TreeSet<>());

    private static List<Outcome> outcomes(Metric metric, int n, IntFunction<String> judge) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Answer answer = Answer.of(Example.of("r" + i, Map.of("question", "Which?"), "red"), "red");
            String said = judge.apply(i);
            Answer judged =
                    answer.judged(IntStream.range(0, metric.questions(answer).size())
                            .mapToObj(question -> new Completion(said, Completion.Finish.STOP, Usage.NONE, List.of()))
                            .toList());
            outcomes.add(new Outcome(judged, metric.score(judged)));
        }
        return outcomes;
    }

    @Test
    void an_estimate_says_on_how_many_answers_the_judge_could_not_be_read() {
        List<Outcome> outcomes = outcomes(JUDGE, 20, i -> i % 4 == 0 ? "It depends." : "{\"score\": 5}");

        Estimate estimate = Estimates.of(outcomes, JUDGE, 0.95);

        assertThat(estimate.value()).isEqualTo(0.75);
        assertThat(estimate.unread()).isEqualTo(5);
        assertThat(UnreadVerdicts.behind(List.of(estimate, estimate)).warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("10 of 40 answers"));
    }

    @Test
    void a_part_of_a_weighted_sum_that_was_not_read_counts() {
        Metric sum = Metrics.weighted(List.of(new Metrics.Weighted(EXACT, 1), new Metrics.Weighted(JUDGE, 1)));

        assertThat(Estimates.of(outcomes(sum, 20, i -> "It depends."), sum, 0.95))
                .satisfies(estimate -> assertThat(estimate.unread()).isEqualTo(20))
                .satisfies(estimate -> assertThat(estimate.value()).isEqualTo(0.5));
    }

    @Test
    void the_lowest_grade_was_read_and_metrics_without_judges_have_nothing_to_read() {
        assertThat(UnreadVerdicts.among(outcomes(JUDGE, 20, i -> "{\"score\": 1}"))
                        .warning())
                .isEmpty();
        assertThat(UnreadVerdicts.among(outcomes(EXACT, 20, i -> "")).answers()).isZero();
    }
}
