package dev.emend.metric.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.MetricKind;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFeedbackTest {

    private static Metric metric(String name, Map<String, String> options) {
        return Metrics.named(name, options, MetricContext.of(new TreeSet<>()));
    }

    private static Score score(String name, String expected, String output) {
        return metric(name, Map.of()).score(Answer.of(Example.of("1", Map.of(), expected), output));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rouge", "bleu", "chrf", "meteor"})
    void feedbackQuotesWhatIsMissingAndWhatIsSuperfluous(String name) {
        String feedback = score(name, "The council met in Oslo in 1998.", "The council met, I believe.")
                .feedback();
        assertThat(feedback).contains("Missing: \"in Oslo in 1998\"").contains("Not expected: \"I believe\"");
    }

    @Test
    void feedbackSaysThatAnAnswerIsTooLongOrTooShort() {
        assertThat(score("rouge", "red", "red and much more than one word").feedback())
                .contains("Too long: 7 words, expected 1.");
        assertThat(score("bleu", "red and much more than one word", "red").feedback())
                .contains("brevity penalty 0.00")
                .contains("Too short: 1 words, expected 7.");
        assertThat(score("rouge", "one two three four five", "one two three four five six")
                        .feedback())
                .doesNotContain("Too long");
    }

    @Test
    void feedbackTellsOtherOrderFromOtherWords() {
        assertThat(score("bleu", "dog bites man", "man bites dog").feedback())
                .contains("All words are the expected ones");
        assertThat(score("edit-similarity", "colour", "color").feedback()).startsWith("1 character must change.");
    }

    @Test
    void wordsOfScriptsWithoutSpacesAreQuotedToo() {
        assertThat(score("chrf", "委员会批准了预算", "委员会拒绝了预算").feedback())
                .contains("Missing: \"批准\"")
                .contains("Not expected: \"拒绝\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rouge", "bleu", "chrf", "edit-similarity", "token-f1", "squad-exact-match"})
    void anyOfSeveralExpectedAnswersIsRight(String name) {
        Example columns = new Example(
                "1", Map.of(), "the large grey house", Map.of("second", "a big house by the sea"), Where.NOWHERE);
        Answer answer = Answer.of(columns, "a big house by the sea");
        assertThat(metric(name, Map.of("references", "second")).score(answer).value())
                .isEqualTo(1);
        assertThat(metric(name, Map.of()).score(answer).value()).isLessThan(1);

        Example cell = Example.of("1", Map.of(), "the large grey house || a big house by the sea");
        assertThat(metric(name, Map.of("separator", " || "))
                        .score(Answer.of(cell, "a big house by the sea"))
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aColumnOfReferencesThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> metric("rouge", Map.of("references", "second")).check(Example.of("1", Map.of(), "a")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no column \"second\"");
    }

    @Test
    void aSmoothingValueIsRefusedWhereNothingTakesIt() {
        assertThatThrownBy(() -> metric("bleu", Map.of("smoothing-value", "0.5")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("only floor and add-k");
    }

    @Test
    void noAnswerOfAModelBreaksATextMetricOrMakesItTalkTooLong() {
        String[] nasty = {
            "",
            "\u0000",
            "\ud800",
            "(".repeat(100_000),
            "1,".repeat(50_000),
            " ".repeat(100_000),
            "a ".repeat(50_000),
            "\n".repeat(100_000),
            "🙂".repeat(20_000),
            "y".repeat(100_000),
            "&amp;".repeat(20_000)
        };
        for (MetricKind kind : new TextMetrics().kinds()) {
            for (String expected : new String[] {"", "seven 🙂", "a ".repeat(2_000)}) {
                for (String output : nasty) {
                    assertThat(score(kind.name(), expected, output).feedback())
                            .as(kind.name())
                            .isNotBlank()
                            .hasSizeLessThan(1500);
                }
            }
        }
    }
}
