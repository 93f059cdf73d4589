package dev.emend.metric.grounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CitationsTest {

    private static final String CONTEXT = """
            [1] The Danube rises in the Black Forest.
            [2] The Danube flows through ten countries.
            It ends in the Black Sea.
            [3] Vienna lies on the Danube.""";

    private static Score score(String answer, Map<String, String> options) {
        return Metrics.named("citations", options, MetricContext.of(new TreeSet<>()))
                .score(Answer.of(Example.of("e1", Map.of("context", CONTEXT), ""), answer));
    }

    private static Score score(String answer) {
        return score(answer, Map.of());
    }

    @Test
    void sentencesThatCiteTheirSourceAreRight() {
        Score score = score("The Danube rises in the Black Forest [1]. It ends in the Black Sea [2].");
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.feedback()).isEqualTo("Every sentence cites passages that support it.");
    }

    @Test
    void aCitationBehindTheFullStopBelongsToTheSentenceBefore() {
        Score score = score("The Danube rises in the Black Forest. [1] It ends in the Black Sea.[2]");
        assertThat(score.value()).isEqualTo(1);
    }

    @Test
    void aSentenceWithoutACitationCostsRecall() {
        Score score = score("The Danube rises in the Black Forest [1]. Vienna lies on the Danube.");
        assertThat(score.parts()).containsEntry("recall", 0.5).containsEntry("precision", 1.0);
        assertThat(score.value()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(score.feedback()).isEqualTo("1 of 2 sentences cites nothing: \"Vienna lies on the Danube.\".");
    }

    @Test
    void aPassageThatDoesNotExistIsNamed() {
        Score score = score("The Danube rises in the Black Forest [1][7].");
        assertThat(score.parts())
                .containsEntry("recall", 1.0)
                .containsEntry("precision", 0.5)
                .containsEntry("nonexistent", 1.0);
        assertThat(score.feedback()).isEqualTo("There is no passage 7; there are 1, 2, 3.");
    }

    @Test
    void aPassageThatSaysSomethingElseDoesNotSupport() {
        Score score = score("The Danube rises in the Black Forest [3].");
        assertThat(score.value()).isZero();
        assertThat(score.feedback())
                .isEqualTo("The passages cited do not support \"The Danube rises in the Black Forest.\".");
    }

    @Test
    void aCitationThatAddsNothingCostsPrecision() {
        Score score = score("The Danube rises in the Black Forest [1, 3].");
        assertThat(score.parts()).containsEntry("recall", 1.0).containsEntry("precision", 0.5);
        assertThat(score.feedback()).contains("1 citation adds nothing");
    }

    @Test
    void listsRangesAndWordsAreRead() {
        assertThat(score("Vienna lies on the Danube (Doc 3).").value()).isEqualTo(1);
        assertThat(score("Vienna lies on the Danube [1-3].").parts()).containsEntry("citations", 3.0);
        assertThat(score("Vienna lies on the Danube [1; 3].").parts()).containsEntry("citations", 2.0);
        assertThat(score("Vienna lies on the Danube <3>.", Map.of("pattern", "<(\\d+)>"))
                        .value())
                .isEqualTo(1);
        assertThatThrownBy(() -> score("x", Map.of("pattern", "(")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be a regular expression");
    }

    @Test
    void passagesAreNumberedOrParted() {
        assertThat(Passages.of(List.of(CONTEXT)))
                .containsOnlyKeys(1, 2, 3)
                .containsEntry(2, "The Danube flows through ten countries.\nIt ends in the Black Sea.");
        assertThat(Passages.of(List.of("Doc 4: four\nDoc 9: nine")))
                .containsExactly(Map.entry(4, "four"), Map.entry(9, "nine"));
        assertThat(Passages.of(List.of("first\n\nsecond\nline\n---\n\nthird"))).hasSize(3);
        assertThat(Passages.of(List.of("one", "two"))).containsExactly(Map.entry(1, "one"), Map.entry(2, "two"));
        assertThat(Passages.of(List.of("In 1990\nall was well."))).containsOnlyKeys(1);
    }
}
