package dev.emend.metric.effort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Effort;
import dev.emend.metric.MetricKind;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EffortMetricsTest {

    private static final Effort EFFORT = new Effort(new Usage(300, 100, 50), Duration.ofMillis(1500), 2_500);

    private static Score score(String metric, Map<String, String> options, Effort effort) {
        return Metrics.named(metric, options, new TreeSet<>())
                .score(new Answer(Example.of("1", Map.of(), ""), "x", effort, List.of()));
    }

    @Test
    void whatIsLeftOfTheLimitIsTheScoreAndTheRawFigureIsAPart() {
        Score cost = score("cost", Map.of("limit", "0.01"), EFFORT);
        assertThat(cost.value()).isCloseTo(0.75, within(1e-12));
        assertThat(cost.parts()).containsEntry("usd", 0.0025);
        assertThat(cost.feedback()).isEqualTo("Took 0.0025 of at most 0.01 US dollars.");
        Score latency = score("latency", Map.of("limit", "2"), EFFORT);
        assertThat(latency.value()).isEqualTo(0.25);
        assertThat(latency.parts()).containsEntry("seconds", 1.5);
        assertThat(score("prompt-length", Map.of("limit", "400"), EFFORT).value())
                .isEqualTo(0.25);
    }

    @Test
    void tokensOfThePromptTheCompletionOrBothCount() {
        assertThat(score("tokens", Map.of("limit", "1000"), EFFORT).value()).isCloseTo(0.65, within(1e-12));
        assertThat(score("tokens", Map.of("limit", "1000", "of", "prompt"), EFFORT)
                        .parts())
                .containsEntry("prompt-tokens", 300.0);
        assertThat(score("tokens", Map.of("limit", "100", "of", "completion"), EFFORT)
                        .value())
                .isEqualTo(0.5);
    }

    @Test
    void overTheLimitIsZeroAndTheFeedbackSaysWhatToDo() {
        Score score = score("tokens", Map.of("limit", "40", "of", "completion"), EFFORT);
        assertThat(score.value()).isZero();
        assertThat(score.feedback())
                .isEqualTo("Over the limit: took 50 of at most 40 completion tokens. Ask for a shorter answer.");
    }

    @Test
    void anEffortThatIsNotKnownSaysSo() {
        assertThat(score("latency", Map.of("limit", "1"), Effort.NONE).feedback())
                .startsWith("What the answer took is not known");
    }

    @Test
    void aLimitIsNeededAndMustBePositive() {
        assertThatThrownBy(() -> score("cost", Map.of(), EFFORT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the metric cost needs the option \"limit\"")
                .hasMessageContaining("Maybe give the limit, in US dollars");
        assertThatThrownBy(() -> score("cost", Map.of("limit", "0"), EFFORT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be a number above 0, not \"0\"");
    }

    @Test
    void everyKindSaysThatItNeedsTheEffort() {
        assertThat(new EffortMetrics().kinds())
                .hasSize(4)
                .allSatisfy(kind -> assertThat(kind.needs()).containsExactly(MetricKind.Need.EFFORT));
    }
}
