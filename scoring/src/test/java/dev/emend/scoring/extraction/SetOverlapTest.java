package dev.emend.scoring.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetOverlapTest {

    private static Score score(Map<String, String> options, String expected, String output) {
        return Metrics.named("set-f1", options, new TreeSet<>())
                .score(Answer.of(Example.of("1", Map.of(), expected), output));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rome, Paris, Oslo",
                "oslo,rome,paris,",
                "- Rome\n- Paris\n- Oslo",
                "1. Rome\n2. Paris\n\n3. Oslo.",
                "[\"Rome\", \"Oslo\", \"Paris\", \"Oslo\"]",
                "```json\n[\"Rome\",\n\"Oslo\", \"Paris\"]\n```",
            })
    void itemsAreReadInAnyFormAndOrder(String output) {
        Score score = score(Map.of(), "Paris, Rome, Oslo", output);
        assertThat(score.value()).as(score.feedback()).isEqualTo(1);
    }

    @Test
    void missingAndSuperfluousItemsAreNamed() {
        Score score = score(Map.of(), "a, b, c, d", "b; x".replace(";", ","));
        assertThat(score.parts()).containsEntry("precision", 0.5).containsEntry("recall", 0.25);
        assertThat(score.value()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(score.feedback())
                .isEqualTo("Expected 4 items, the answer has 2. Missing: \"a\", \"c\", \"d\". Superfluous: \"x\".");
    }

    @Test
    void precisionAndRecallAreFiguresOfTheirOwn() {
        assertThat(score(Map.of("figure", "precision"), "a, b", "a").value()).isEqualTo(1);
        assertThat(score(Map.of("figure", "recall"), "a, b", "a").value()).isEqualTo(0.5);
    }

    @Test
    void nothingExpectedAndNothingAnsweredIsRight() {
        assertThat(score(Map.of(), "[]", "").value()).isEqualTo(1);
        assertThat(score(Map.of(), "", "a").value()).isZero();
        assertThat(score(Map.of(), "a", "[]").value()).isZero();
    }

    @Test
    void aSeparatorAndAFormCanBeDemanded() {
        assertThat(score(Map.of("separator", ";"), "Smith, J.; Doe, K.", "Doe, K.; Smith, J.")
                        .value())
                .isEqualTo(1);
        Score score = score(Map.of("items", "json"), "a, b", "a, b");
        assertThat(score.value()).isZero();
        assertThat(score.feedback()).startsWith("Format error: the answer must be a JSON array");
    }

    @Test
    void noAnswerOfAModelBreaksOrStallsIt() {
        for (String output : new String[] {
            "[".repeat(200_000), "\u0000", ",".repeat(200_000), "a,".repeat(100_000), "[1,", "1. ".repeat(50_000)
        }) {
            assertThat(score(Map.of(), "a", output).feedback()).isNotBlank().hasSizeLessThan(2500);
        }
    }
}
