package dev.emend.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Audience;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.metric.Across.Aim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One prompt for several models, and a metric over all of them. */
class AcrossTest {

    private static final Metric EXACT = Metrics.named("exact-match", Map.of(), new TreeSet<>(List.of("yes", "no")));

    private static Across across(Aim aim) {
        return new Across(Audience.MODEL, Map.of("small", EXACT, "large", EXACT), aim);
    }

    private static Outcome outcome(Across metric, int number, String model, boolean right) {
        Example example = new Example(
                "e" + number, Map.of("q", "question " + number), "yes", Map.of(Audience.MODEL, model), Where.NOWHERE);
        Answer answer = Answer.of(example, right ? "yes" : "no");
        return new Outcome(answer, metric.score(answer));
    }

    /** Large is right on all of six, small on one of two. */
    private static List<Outcome> outcomes(Across metric) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            outcomes.add(outcome(metric, i, "large", true));
        }
        outcomes.add(outcome(metric, 6, "small", true));
        outcomes.add(outcome(metric, 7, "small", false));
        return outcomes;
    }

    @Test
    void the_mean_counts_every_example_once() {
        assertThat(across(Aim.MEAN).aggregate(outcomes(across(Aim.MEAN)))).isCloseTo(7 / 8.0, within(1e-12));
        assertThat(across(Aim.MEAN).aggregatesByMean()).isTrue();
    }

    @Test
    void the_worst_is_the_score_of_the_model_that_does_worst() {
        assertThat(across(Aim.WORST).aggregate(outcomes(across(Aim.WORST)))).isCloseTo(0.5, within(1e-12));
        assertThat(across(Aim.WORST).aggregatesByMean()).isFalse();
    }

    @Test
    void an_example_of_no_part_is_refused() {
        Example lost = Example.of("e1", Map.of("q", "?"), "yes");

        assertThatThrownBy(() -> across(Aim.MEAN).check(lost))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no metric")
                .hasMessageContaining("[large, small]");
    }

    @Test
    void every_model_answers_validation_and_hold_out_and_each_train_example_is_shown_once() {
        Splits splits = new Splits(examples(0, 3), examples(3, 5), examples(5, 7));

        Splits audience = Audience.ofModels(splits, List.of("large", "small"));

        assertThat(audience.train())
                .extracting(row -> row.column(Audience.MODEL))
                .containsExactly("large", "small", "large");
        assertThat(audience.validation())
                .extracting(Example::id)
                .containsExactly("e3 by large", "e3 by small", "e4 by large", "e4 by small");
        assertThat(audience.holdout()).hasSize(4);
        assertThat(audience.groupOf(audience.holdout().getFirst()))
                .isEqualTo(audience.groupOf(audience.holdout().get(1)));
    }

    private static List<Example> examples(int from, int to) {
        List<Example> examples = new ArrayList<>();
        for (int i = from; i < to; i++) {
            examples.add(Example.of("e" + i, Map.of("q", "question " + i), "yes"));
        }
        return examples;
    }
}
