package dev.emend.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.data.Example;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextMetricsTest {

    private static Score score(String metric, Map<String, String> options, String expected, String output) {
        return Metrics.named(metric, options, new TreeSet<>())
                .score(Answer.of(Example.of("1", Map.of(), expected), output));
    }

    private static Score score(String metric, String expected, String output) {
        return score(metric, Map.of(), expected, output);
    }

    @Test
    void exactMatchIgnoresCaseSpacingMarksAndUnicodeForms() {
        for (String output : new String[] {
            "Straße 5",
            "  straße\u00a05\n",
            "\"STRASSE 5\".",
            "**Straße 5**",
            "«straße 5»",
            "（Ｓｔｒａße ５）",
            "\ufeffStraße 5"
        }) {
            assertThat(score("exact-match", "Straße 5", output).value())
                    .as(output)
                    .isEqualTo(1);
        }
        assertThat(score("exact-match", "Straße 5", "Straße 6").value()).isZero();
    }

    @Test
    void signsThatCarryMeaningAreNoPunctuation() {
        assertThat(score("exact-match", "C", "C++").value()).isZero();
        assertThat(score("exact-match", "1", "-1").value()).isZero();
        assertThat(score("exact-match", "?", "!").value()).isZero();
        assertThat(score("exact-match", "?", "?").value()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"ignore-case, yes", "ignore-whitespace, ' Yes'", "ignore-punctuation, Yes.", "ignore-unicode-form, Ｙｅｓ"
    })
    void eachNormalizationCanBeSwitchedOff(String option, String output) {
        assertThat(score("exact-match", Map.of(option, "true"), "Yes", output).value())
                .isEqualTo(1);
        assertThat(score("exact-match", Map.of(option, "false"), "Yes", output).value())
                .isZero();
    }

    @Test
    void exactMatchTellsFormFromSubstance() {
        assertThat(score("exact-match", "Paris", "The capital is Paris, of course.")
                        .feedback())
                .contains("buried in more text")
                .contains("\"Paris\"");
        assertThat(score("exact-match", "Paris", "Parisian").feedback()).startsWith("Wrong: expected \"Paris\"");
        assertThat(score("exact-match", "Paris", " \n").feedback()).startsWith("The answer is empty");
        assertThat(score("exact-match", Map.of("ignore-case", "false"), "Paris", "paris")
                        .feedback())
                .startsWith("Right but for its form");
    }

    @Test
    void longAnswersAreShortenedInFeedbackWithoutCuttingACharacter() {
        String feedback = score("exact-match", "no", "🙂".repeat(5000)).feedback();
        assertThat(feedback.length()).isLessThan(300);
        assertThat(feedback).contains("(10000 characters)");
        assertThat(feedback.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                .isTrue();
    }

    @Test
    void containsFindsTheExpectedTextAnywhere() {
        assertThat(score("contains", "New York", "It is in NEW  YORK, I think.").value())
                .isEqualTo(1);
        assertThat(score("contains", "New York", "York, new").value()).isZero();
        assertThat(score("contains", "New York", "").feedback()).startsWith("The answer is empty");
        assertThat(score("contains", "", "anything").value()).isZero();
    }

    /** Values of the SQuAD 2.0 evaluation script's compute_f1. */
    @ParameterizedTest
    @CsvSource({
        "The Norman conquest, norman conquest!, 1.0",
        "Denver Broncos, the Denver Broncos won, 0.8",
        "a b b c, b b d, 0.6666666666666666",
        "in the late 1990s, late 1990s, 0.8",
        "well-known, well known, 0.0",
        "'', '', 1.0",
        "'', something, 0.0",
        "something, the, 0.0",
        "Beyoncé Knowles, beyoncé, 0.6666666666666666",
    })
    void tokenF1IsSquads(String expected, String output, double f1) {
        assertThat(score("token-f1", expected, output).value()).isCloseTo(f1, within(1e-12));
    }

    @Test
    void tokenF1NamesMissingAndSuperfluousWords() {
        assertThat(score("token-f1", "red blue", "blue green").feedback()).contains("Missing: red; superfluous: green");
        assertThat(score("token-f1", "red", "It is red").feedback()).contains("Leave them out");
        assertThat(score("token-f1", "red", "green").feedback()).contains("no word is shared");
    }

    @Test
    void noAnswerOfAModelBreaksOrStallsAMetric() {
        String[] nasty = {
            "\u0000",
            "\ud800",
            "((((".repeat(250_000),
            "1".repeat(1_000_000),
            "1,000".repeat(200_000),
            " ".repeat(1_000_000),
            "a ".repeat(500_000),
            "1e999999999",
            "-".repeat(1_000_000),
            "$".repeat(1_000_000),
            "\\E.*\\Q",
            "١٢٣"
        };
        TreeSet<String> labels = new TreeSet<>(java.util.List.of("7", "\\E("));
        for (MetricKind kind : new BasicMetrics().kinds()) {
            Metric metric = Metrics.named(kind.name(), Map.of(), labels);
            for (String output : nasty) {
                Score score = metric.score(Answer.of(Example.of("1", Map.of(), "7"), output));
                assertThat(score.feedback()).isNotBlank().hasSizeLessThan(1500);
            }
        }
    }
}
