package dev.emend.metric.grounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContextQualityTest {

    private static final String EXPECTED = "Vienna lies on the Danube. The Danube ends in the Black Sea.";

    private static Metric metric(String name) {
        return Metrics.named(name, Map.of(), MetricContext.of(new TreeSet<>()));
    }

    private static Score score(String name, String context, String expected) {
        return metric(name).score(Answer.of(Example.of("e1", Map.of("context", context), expected), "whatever"));
    }

    @Test
    void recallIsTheShareOfTheExpectedSentencesThatTheContextHolds() {
        Score score = score("context-recall", "Vienna lies on the Danube, in Austria.", EXPECTED);
        assertThat(score.value()).isEqualTo(0.5);
        assertThat(score.feedback())
                .isEqualTo(
                        "The context does not hold what the expected answer says: \"The Danube ends in the Black Sea.\".");
    }

    @Test
    void precisionIsHigherWhereUsefulPassagesComeFirst() {
        String useful = "Vienna lies on the Danube, in Austria.";
        String useless = "Bananas grow in warm countries.";
        assertThat(score("context-precision", useful + "\n\n" + useless, EXPECTED)
                        .value())
                .isEqualTo(1);
        assertThat(score("context-precision", useless + "\n\n" + useful, EXPECTED)
                        .value())
                .isEqualTo(0.5);
        Score both = score("context-precision", useless + "\n\n" + useful + "\n\n" + useful, EXPECTED);
        assertThat(both.value()).isCloseTo((1.0 / 2 + 2.0 / 3) / 2, within(1e-9));
        assertThat(both.feedback()).isEqualTo("These passages do not support the expected answer: 1.");
        assertThat(score("context-precision", useless, EXPECTED).value()).isZero();
    }

    @Test
    void withoutAnExpectedAnswerNothingCanBeSaid() {
        Example example = Example.of("e1", Map.of("context", "x"), " ");
        assertThatThrownBy(() -> metric("context-recall").check(example))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the metric context-recall needs an expected answer, and example e1 has none");
    }

    @Test
    void anAnswerIsRelevantThatSpeaksOfWhatWasAsked() {
        Example example = Example.of("e1", Map.of("question", "Where does the Danube rise?"), "");
        Metric metric = metric("answer-relevance");
        double near = metric.score(Answer.of(example, "The Danube does rise in the Black Forest."))
                .value();
        double far = metric.score(Answer.of(example, "Bananas are yellow.")).value();
        assertThat(near).isCloseTo(2 / Math.sqrt(2 * 4), within(1e-9));
        assertThat(far).isZero();
        assertThatThrownBy(() -> metric.check(Example.of("e2", Map.of("context", "x"), "")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"question\" is not there");
    }
}
