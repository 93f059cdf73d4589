package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A metric of an application's own that does not keep to its contract is named, before it decides anything. */
class OwnMetricTest {

    private final ScriptedModel model = new ScriptedModel(Colours::learner);

    private record Own(Function<Answer, Score> by, double factor) implements Metric {

        @Override
        public String name() {
            return "own";
        }

        @Override
        public Score score(Answer answer) {
            return by.apply(answer);
        }

        @Override
        public double aggregate(List<Outcome> outcomes) {
            return factor * Metric.super.aggregate(outcomes);
        }

        @Override
        public boolean aggregatesByMean() {
            return false;
        }
    }

    private static Score exact(Answer answer) {
        boolean right = answer.text().equals(answer.example().expected());
        return new Score(right ? 1 : 0, right ? "Right." : "Wrong.");
    }

    private RunResult run(Metric metric) {
        Task task = Colours.task(1, Budget.calls(500)).withMetric(metric);
        return new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {});
    }

    @Test
    void aScoreOverManyExamplesMayBeAnyFromZeroToOne() {
        assertThat(run(new Own(OwnMetricTest::exact, 0.5)).champion().value()).isBetween(0.0, 0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {4, -1, Double.NaN})
    void aScoreOverManyExamplesThatIsNoneIsRefusedBeforeAnythingIsDecidedByIt(double factor) {
        Metric own = new Own(OwnMetricTest::exact, factor);

        assertThatThrownBy(() -> run(own))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the metric own gave \\S+ over \\d+ examples; a score must be in \\[0, 1]");
        assertThatThrownBy(() -> run(Metrics.weighted(List.of(new Metrics.Weighted(own, 1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the metric own gave");
    }

    @Test
    @SuppressWarnings("NullAway")
    void feedbackThatIsNotThereIsFoundBeforeTheFirstCall() {
        assertThatThrownBy(() -> run(new Own(answer -> new Score(0, null), 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the metric own cannot score the answer to the example \"e")
                .hasMessageContaining("a score needs feedback");
        assertThat(model.calls()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway")
    void aScoreThatIsNotThereIsFoundBeforeTheFirstCall() {
        assertThatThrownBy(() -> run(new Own(answer -> null, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the metric own gave no score to the answer to the example \"e");
        assertThat(model.calls()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway")
    void aScoreThatIsNotThereForSomeAnswersNamesTheMetricAndTheExample() {
        assertThatThrownBy(() -> run(new Own(answer -> answer.text().isEmpty() ? exact(answer) : null, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the metric own gave no score to the answer to the example \"e");
        assertThatThrownBy(() -> run(
                        new Own(answer -> answer.text().isEmpty() ? exact(answer) : new Score(Double.NaN, "Odd."), 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the metric own cannot score the answer to the example \"e")
                .hasMessageEndingWith("a score must be in [0, 1], not NaN");
    }
}
