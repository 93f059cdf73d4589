package dev.emend.metric.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private static final SortedSet<String> LABELS = new TreeSet<>(List.of("a", "b", "c", "d", "never"));
    private static final LabelMetric LABEL = (LabelMetric) Metrics.named("label", Map.of(), LABELS);

    private static ConfusionMatrix table(String expected, String answered) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < expected.length(); i++) {
            Answer answer =
                    Answer.of(Example.of("" + i, Map.of(), expected.substring(i, i + 1)), answered.substring(i, i + 1));
            outcomes.add(new Outcome(answer, LABEL.score(answer)));
        }
        return ConfusionMatrix.of(outcomes, LABEL);
    }

    private static final ConfusionMatrix TABLE = table("aaaabbcc", "aabcb?dd");

    @Test
    void countsWhatWasAnsweredForWhatWasExpected() {
        assertThat(TABLE.size()).isEqualTo(8);
        assertThat(TABLE.count("a", "a")).isEqualTo(2);
        assertThat(TABLE.count("a", "b")).isEqualTo(1);
        assertThat(TABLE.count("b", "a")).isZero();
        assertThat(TABLE.count("never", "a")).isZero();
        assertThat(TABLE.accuracy()).isEqualTo(3.0 / 8);
    }

    @Test
    void labelsAreThoseThatWereExpectedOrAnswered() {
        assertThat(TABLE.labels()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void anAnswerThatIsNoLabelIsAMissAndNoOtherLabelsFalseAlarm() {
        assertThat(TABLE.unreadable("b")).isEqualTo(1);
        assertThat(TABLE.unreadable()).isEqualTo(1);
        ConfusionMatrix.PerLabel b = TABLE.perLabel().get(1);
        assertThat(b).isEqualTo(new ConfusionMatrix.PerLabel("b", 2, 2, 1));
        assertThat(b.recall()).isEqualTo(0.5);
        assertThat(b.precision()).isEqualTo(0.5);
        assertThat(b.f1()).isEqualTo(0.5);
    }

    @Test
    void aLabelThatIsNeverExpectedOrNeverAnsweredHasZerosAndNotNaN() {
        ConfusionMatrix.PerLabel d = TABLE.perLabel().get(3);
        assertThat(d.support()).isZero();
        assertThat(d.recall()).isZero();
        assertThat(new ConfusionMatrix.PerLabel("x", 3, 0, 0).precision()).isZero();
        assertThat(new ConfusionMatrix.PerLabel("x", 0, 0, 0).f1()).isZero();
    }

    @Test
    void theMostFrequentConfusionsComeFirstAndTiesInAlphabeticalOrder() {
        assertThat(TABLE.mostConfused(3))
                .containsExactly(
                        new ConfusionMatrix.Confusion("c", Optional.of("d"), 2),
                        new ConfusionMatrix.Confusion("a", Optional.of("b"), 1),
                        new ConfusionMatrix.Confusion("a", Optional.of("c"), 1));
        assertThat(TABLE.mostConfused(99))
                .hasSize(4)
                .last()
                .satisfies(last -> assertThat(last.predicted()).isEmpty());
    }

    @Test
    void matthewsIsMinusOneWhereTwoLabelsAreExchanged() {
        assertThat(table("aabb", "bbaa").matthews()).isEqualTo(-1);
        assertThat(table("aabb", "aabb").matthews()).isEqualTo(1);
        assertThat(table("aabb", "abab").matthews()).isCloseTo(0, within(1e-12));
        assertThat(table("aaaa", "aaaa").matthews()).isZero();
    }

    @Test
    void theLabelMetricOfAWeightedSumIsFound() {
        Metric exact = Metrics.named("exact-match", Map.of(), LABELS);
        Metric sum = Metrics.weighted(List.of(new Metrics.Weighted(exact, 1), new Metrics.Weighted(LABEL, 1)));
        assertThat(LabelMetric.in(sum)).contains(LABEL);
        assertThat(LabelMetric.in(LABEL)).contains(LABEL);
        assertThat(LabelMetric.in(exact)).isEmpty();
    }
}
