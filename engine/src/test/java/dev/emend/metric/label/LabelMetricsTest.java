package dev.emend.metric.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMetricsTest {

    private static final SortedSet<String> INTENTS =
            new TreeSet<>(List.of("card_arrival", "card_linking", "card", "top-up"));

    private static Score score(Map<String, String> options, String expected, String output) {
        return Metrics.named("label", options, INTENTS).score(Answer.of(Example.of("1", Map.of(), expected), output));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "card_arrival                      | 1 | 1 | Right",
                "`Card_Arrival`.                   | 1 | 1 | Right",
                "Intent: card_arrival.             | 0 | 1 | Format error: the right label",
                "The intent is \"card_arrival\" ok | 0 | 1 | Format error: the right label",
                "card_linking                      | 0 | 0 | Wrong label: expected \"card_arrival\"",
                "Intent: card_linking              | 0 | 0 | Wrong label and format error",
                "card_linking or card_arrival      | 0 | 0 | Format error: the answer names several labels",
                "Card arrival                      | 0 | 0 | Wrong label and format error",
                "Card-Arrival!                     | 0 | 0 | Format error: the answer \"Card-Arrival!\" must be spelled",
                "lost_phone                        | 0 | 0 | Unknown label",
                "~~                                | 0 | 0 | Format error: the answer is empty",
            })
    void tellsFormatErrorsFromConfusions(String output, double strict, double lenient, String feedback) {
        String answer = output == null ? "" : output;
        assertThat(score(Map.of(), "card_arrival", answer))
                .satisfies(score -> assertThat(score.feedback()).startsWith(feedback))
                .extracting(Score::value)
                .isEqualTo(strict);
        assertThat(score(Map.of("lenient", "true"), "card_arrival", answer).value())
                .isEqualTo(lenient);
    }

    @Test
    void aLabelInsideALongerWordOrLabelDoesNotStandAlone() {
        Map<String, String> lenient = Map.of("lenient", "true");
        assertThat(score(lenient, "card", "about card_linking").value()).isZero();
        assertThat(score(lenient, "card", "my cardboard").value()).isZero();
        assertThat(score(lenient, "card", "a post-card").value()).isZero();
        assertThat(score(lenient, "top-up", "It's a top-up.").value()).isEqualTo(1);
    }

    @Test
    void labelsThatNormalizationMakesEqualAreOne() {
        Metric metric = Metrics.named("label", Map.of(), new TreeSet<>(List.of("Yes", "yes", "no")));
        assertThat(metric.score(Answer.of(Example.of("1", Map.of(), "yes"), "YES"))
                        .value())
                .isEqualTo(1);
        Metric strict = Metrics.named("label", Map.of("ignore-case", "false"), new TreeSet<>(List.of("US", "us")));
        assertThat(strict.score(Answer.of(Example.of("1", Map.of(), "US"), "us"))
                        .value())
                .isZero();
    }

    @Test
    void labelMetricsNeedLabelsAndExpectedAnswersAmongThem() {
        assertThatThrownBy(() -> Metrics.named("label", Map.of(), new TreeSet<>()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs labels");
        assertThatThrownBy(() -> score(Map.of(), "card_arival", ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"card_arival\" of the example 1 is none of the 4 labels");
    }

    private static List<Outcome> outcomes(Metric metric, String[] expected, String[] outputs) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < expected.length; i++) {
            Example example = Example.of("" + i, Map.of(), expected[i]);
            outcomes.add(new Outcome(Answer.of(example, outputs[i]), metric.score(Answer.of(example, outputs[i]))));
        }
        return outcomes;
    }

    private static final String[] EXPECTED = "a a a b b c c c c d".split(" ");
    private static final String[] OUTPUTS = "a a b b ? c c a e d".split(" ");

    /** scikit-learn: {@code f1_score(expected, outputs, labels=sorted(set(expected)), average="macro")}. */
    @Test
    void macroF1IsScikitLearnsOverTheExpectedLabels() {
        SortedSet<String> labels = new TreeSet<>(List.of("a", "b", "c", "d", "e"));
        Metric metric = Metrics.named("macro-f1", Map.of(), labels);
        assertThat(metric.aggregate(outcomes(metric, EXPECTED, OUTPUTS))).isCloseTo(SKLEARN, within(1e-12));
        assertThat(metric.aggregatesByMean()).isFalse();
        assertThat(metric.aggregate(List.of())).isZero();
    }

    private static final double SKLEARN = 0.7083333333333333;

    @Test
    void aWeightedSumWeighsScoresAggregatesAndFeedback() {
        SortedSet<String> labels = new TreeSet<>(List.of("a", "b", "c", "d", "e"));
        Metric macro = Metrics.named("macro-f1", Map.of(), labels);
        Metric exact = Metrics.named("exact-match", Map.of(), labels);
        Metric sum = Metrics.weighted(List.of(new Metrics.Weighted(macro, 3), new Metrics.Weighted(exact, 1)));
        assertThat(sum.name()).isEqualTo("3 macro-f1 + 1 exact-match");
        assertThat(sum.aggregatesByMean()).isFalse();
        assertThat(sum.aggregate(outcomes(sum, EXPECTED, OUTPUTS)))
                .isCloseTo(0.75 * SKLEARN + 0.25 * 0.6, within(1e-12));
        Score score = sum.score(Answer.of(Example.of("1", Map.of(), "a"), "b"));
        assertThat(score.feedback()).contains("[macro-f1] Wrong label").contains("[exact-match] Wrong");
    }

    @Test
    void fullMarksInEveryPartAreExactlyOneWhateverTheWeights() {
        Metric f1 = Metrics.named("token-f1", Map.of(), INTENTS);
        Metric sum = Metrics.weighted(
                List.of(new Metrics.Weighted(f1, 0.1), new Metrics.Weighted(f1, 0.2), new Metrics.Weighted(f1, 0.7)));
        assertThat(sum.score(Answer.of(Example.of("1", Map.of(), "x"), "x")).value())
                .isEqualTo(1);
    }

    @Test
    void unknownNamesOptionsAndValuesAreErrorsWithAWayOut() {
        assertThatThrownBy(() -> Metrics.named("lable", Map.of(), INTENTS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no metric \"lable\"")
                .hasMessageEndingWith("Maybe you mean \"label\"; \"emend metrics\" lists them all.");
        assertThatThrownBy(() -> Metrics.named("label", Map.of("leniant", "true"), INTENTS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("Maybe you mean \"lenient\".");
        assertThatThrownBy(() -> Metrics.named("label", Map.of("lenient", "yes"), INTENTS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be true or false, not \"yes\"");
        assertThatThrownBy(() -> Metrics.named("numeric", Map.of("absolute-tolerance", "-1"), INTENTS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not \"-1\"");
        assertThatThrownBy(() -> Metrics.named("token-f1", Map.of("x", "y"), INTENTS))
                .isInstanceOf(InvalidInputException.class);
        Metric metric = Metrics.named("label", Map.of(), INTENTS);
        assertThatThrownBy(() -> new Metrics.Weighted(metric, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not 0");
    }
}
