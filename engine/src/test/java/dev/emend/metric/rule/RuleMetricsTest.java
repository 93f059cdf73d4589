package dev.emend.metric.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleMetricsTest {

    private static Score score(String metric, Map<String, String> options, String output) {
        return Metrics.named(metric, options, new TreeSet<>()).score(Answer.of(Example.of("1", Map.of(), ""), output));
    }

    @ParameterizedTest
    @CsvSource({
        "found, the code is AB-12., 1",
        "found, the code is ab-12., 0",
        "whole, ' AB-12 ', 1",
        "whole, the code is AB-12., 0",
        "absent, the code is AB-12., 0",
        "absent, no code, 1",
        "found, '', 0",
        "absent, '', 1",
    })
    void aPatternIsFoundOrMatchesTheWholeAnswerOrIsAbsent(String match, String output, double value) {
        Score score = score("regex", Map.of("pattern", "[A-Z]+-\\d+", "match", match), output);
        assertThat(score.value()).as(score.feedback()).isEqualTo(value);
    }

    @Test
    void aPatternMayIgnoreCase() {
        assertThat(score("regex", Map.of("pattern", "straße", "ignore-case", "true"), "STRAßE")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void feedbackSaysWhetherAPatternMatchesAPartOnly() {
        assertThat(score("regex", Map.of("pattern", "[A-Z]\\d", "match", "whole"), "It is B7.")
                        .feedback())
                .isEqualTo("Format error: the pattern [A-Z]\\d must match the whole answer, but matches only \"B7\" in"
                        + " \"It is B7.\".");
        assertThat(score("regex", Map.of("pattern", "[A-Z]\\d"), "none").feedback())
                .startsWith("Format error: the pattern [A-Z]\\d does not match");
    }

    @ParameterizedTest
    @CsvSource({"(a+)+b", "(a|aa)+$b", "(.*a){12}b", "(x|a|b)*c"})
    void aPatternThatBacktracksWithoutEndScoresZeroSoonAndSaysSo(String pattern) {
        String output = "a".repeat(200_000);
        Score score = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> score("regex", Map.of("pattern", pattern, "match", "whole"), output));
        assertThat(score.value()).isZero();
        assertThat(score.feedback()).contains("was given up: it backtracks too much");
    }

    @Test
    void aPatternThatIsNoneIsTheUsersError() {
        assertThatThrownBy(() -> score("regex", Map.of("pattern", "(a"), ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be a regular expression of Java (Unclosed group), not \"(a\"");
        assertThatThrownBy(() -> score("regex", Map.of(), ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs the option \"pattern\"");
    }

    @Test
    void theShareOfRequiredPhrasesIsTheScore() {
        Map<String, String> options = Map.of("phrases", "New York, New York City, refund");
        Score score = score("required-phrases", options, "We refund trips to new\nyork CITY.");
        assertThat(score.value()).isEqualTo(1);
        score = score("required-phrases", options, "Trips to New York are refunded.");
        assertThat(score.value()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(score.feedback()).isEqualTo("Missing 2 of 3 required phrases: \"New York City\", \"refund\".");
        assertThat(score.parts()).containsEntry("found", 1.0).containsEntry("required", 3.0);
    }

    @Test
    void oneForbiddenPhraseIsTooMany() {
        Map<String, String> options = Map.of("phrases", "as an AI, sorry");
        assertThat(score("forbidden-phrases", options, "As an AI, I cannot.").feedback())
                .isEqualTo("The answer holds forbidden phrases: \"as an AI\". Leave them out.");
        assertThat(score("forbidden-phrases", options, "Sorry!").value()).isZero();
        assertThat(score("forbidden-phrases", options, "A sorrysome aid").value())
                .isEqualTo(1);
        assertThat(score("forbidden-phrases", Map.of("phrases", "US", "ignore-case", "false"), "they told us")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void phrasesMayComeFromTheExamplesOwnColumn() {
        var metric = Metrics.named("required-phrases", Map.of("column", "keywords"), new TreeSet<>());
        Example row = new Example("r", Map.of(), "", Map.of("keywords", "red, blue"), Where.line("d.jsonl", 3));
        assertThat(metric.score(Answer.of(row, "blue")).value()).isEqualTo(0.5);
        Example lacks = new Example("r", Map.of(), "", Map.of(), Where.line("d.jsonl", 3));
        assertThatThrownBy(() -> metric.check(lacks))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("d.jsonl:3: the example r has no column \"keywords\"");
    }

    @ParameterizedTest
    @CsvSource({
        "words, 2, 4, 'one', 0.5",
        "words, 2, 4, 'one two', 1",
        "words, 2, 4, 'one two - three, well-known!', 1",
        "words, 2, 4, 'one two three four five six', 0.5",
        "words, 2, 4, 'a b c d e f g h i j', 0",
        "characters, 1, 3, ' 🙂é! ', 1",
        "characters, 1, 3, 'abcd', 0.6666666666666667",
        "sentences, 2, 2, 'Dr. Smith came. He left at 3.15 p.m. sharp.', 1",
        "sentences, 1, 1, 'Is it? Yes.', 0",
        "words, 1, 9, '', 0",
    })
    void lengthFallsLinearlyBeyondItsLimits(String unit, String min, String max, String output, double value) {
        Score score = score("length", Map.of("unit", unit, "min", min, "max", max), output);
        assertThat(score.value()).as(score.feedback()).isCloseTo(value, within(1e-12));
    }

    @Test
    void lengthCanBeAllOrNothing() {
        Map<String, String> options = Map.of("unit", "lines", "max", "2", "beyond", "zero");
        assertThat(score("length", options, "a\n\nb\n").value()).isEqualTo(1);
        Score score = score("length", options, "a\nb\nc");
        assertThat(score.value()).isZero();
        assertThat(score.feedback()).isEqualTo("Too long: 3 lines, expected at most 2; 1 must go.");
    }

    @Test
    void lengthNeedsALimitThatCanBeMet() {
        assertThatThrownBy(() -> score("length", Map.of(), "x"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs the option \"max\"");
        assertThatThrownBy(() -> score("length", Map.of("min", "5", "max", "4"), "x"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("option min");
    }

    @Test
    void noAnswerOfAModelBreaksOrStallsARule() {
        Map<String, Map<String, String>> all = Map.of(
                "regex", Map.of("pattern", "(\\w+\\s?)+\\."),
                "required-phrases", Map.of("phrases", "a a"),
                "forbidden-phrases", Map.of("phrases", "a a"),
                "length", Map.of("unit", "sentences", "max", "3"),
                "readability", Map.of("min", "60"));
        String[] nasty = {
            "\u0000",
            "\ud800",
            "(".repeat(100_000),
            "a. ".repeat(50_000),
            "1,".repeat(100_000),
            "\n".repeat(100_000),
            "Dr. ".repeat(50_000),
            "a".repeat(100_000)
        };
        all.forEach((metric, options) -> {
            for (String output : nasty) {
                assertThat(score(metric, options, output).feedback())
                        .isNotBlank()
                        .hasSizeLessThan(1500);
            }
        });
    }
}
