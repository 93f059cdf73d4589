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
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("10 of 40 answers")
                        .endsWith("One reply is: \"It depends.\". Maybe its model needs a simpler form, such as"
                                + " \"critique: none\"."));
    }

    @Test
    void a_reply_is_quoted_with_how_it_ended_and_no_form_is_advised_that_is_in_use() {
        Metric brief = Metrics.named("judge", Map.of("critique", "none"), new TreeSet<>());

        assertThat(warning(brief, "It \u0007depends\non " + "much ".repeat(40), Completion.Finish.STOP))
                .contains("One reply is: \"It depends on much much")
                .endsWith(" […]\".");
        assertThat(warning(brief, "Well, this", Completion.Finish.LENGTH))
                .endsWith("count as 0. One reply was cut off at its length limit: \"Well, this\".");
        assertThat(warning(brief, "", Completion.Finish.LENGTH))
                .endsWith("One reply was cut off at its length limit and is empty.");
        assertThat(warning(brief, " ", Completion.Finish.STOP)).endsWith("One reply is empty.");
        assertThat(warning(brief, "", Completion.Finish.FILTERED))
                .endsWith("One reply was held back or rejected and is empty.");
    }

    private static String warning(Metric metric, String said, Completion.Finish finish) {
        Answer answer = Answer.of(Example.of("r", Map.of("question", "Which?"), "red"), "red");
        Answer judged = answer.judged(List.of(new Completion(said, finish, Usage.NONE, List.of())));
        List<Outcome> outcomes = List.of(new Outcome(judged, metric.score(judged)));

        return UnreadVerdicts.behind(List.of(Estimates.of(outcomes, metric, 0.95)))
                .warning()
                .orElseThrow();
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
        assertThat(UnreadVerdicts.among(outcomes(JUDGE, 20, i -> "{\"score\": 1}"), JUDGE)
                        .warning())
                .isEmpty();
        assertThat(UnreadVerdicts.among(outcomes(EXACT, 20, i -> ""), EXACT).answers())
                .isZero();
    }
}
