package dev.emend.scoring.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import dev.emend.metric.TextEmbedding;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No reference vectors are at hand, so the model is held to what it must get right: paraphrases are nearer than others. */
class MiniLmTest {

    /** A sentence, its paraphrase, and one that shares its topic or its words but not its meaning. */
    private static final String[][] TRIPLES = {
        {"The cat sits on the mat.", "A cat is sitting on the rug.", "The stock market fell on Monday."},
        {"How do I reset my password?", "I forgot my password and need a new one.", "How do I cancel my order?"},
        {"The flight was delayed by two hours.", "The plane left two hours late.", "The hotel room was very clean."},
        {"She is a doctor at the local hospital.", "She works as a physician in the town's clinic.", "She plays tennis."
        },
        {"The film was boring.", "I found the movie dull.", "The restaurant serves good pizza."},
        {"My card was charged twice.", "I was billed two times.", "My card has not arrived yet."},
        {"He bought a new car.", "He purchased a new vehicle.", "He sold his old house."},
        {"It is raining heavily.", "It's pouring outside.", "The sun is the centre of the solar system."},
        {"The company fired 200 people.", "200 employees were laid off by the firm.", "The company makes bicycles."},
        {"The children play in the garden.", "Kids are playing in the yard.", "The parliament passed a law."},
        {"Turn off the lights.", "Please switch the lamps off.", "Turn up the volume."},
        {"The meeting was moved to Friday.", "We will now meet on Friday.", "The library opens at nine."},
        {"I would like a refund.", "Please give me my money back.", "I would like a table for two."},
        {"The train to Paris leaves at six.", "At six o'clock the train departs for Paris.", "Paris has many museums."},
        {"Vaccines protect against disease.", "Immunization prevents illness.", "Cars pollute the air."}
    };

    private static double similarity(String a, String b) {
        return TextEmbedding.cosine(MiniLm.shared().of(a), MiniLm.shared().of(b));
    }

    private static Score score(String expected, String answer) {
        return Metrics.named("embedding-similarity", Map.of(), MetricContext.of(Collections.emptySortedSet()))
                .score(Answer.of(Example.of("1", Map.of(), expected), answer));
    }

    @Test
    void everyParaphraseIsNearerThanEveryOtherSentence() {
        List<String> wrong = Arrays.stream(TRIPLES)
                .filter(triple -> similarity(triple[0], triple[1]) <= similarity(triple[0], triple[2]))
                .map(triple -> triple[0])
                .toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    void aVectorHasLengthOneAndIsTheSameEachTime() {
        float[] vector = MiniLm.shared().of("A text.");
        assertThat(vector).hasSize(384).isEqualTo(MiniLm.shared().of("A text."));
        assertThat(TextEmbedding.cosine(vector, vector)).isEqualTo(1, within(1e-5));
    }

    @Test
    void manyThreadsGetTheSameVectors() {
        List<float[]> alone = Arrays.stream(TRIPLES)
                .map(triple -> MiniLm.shared().of(triple[0]))
                .toList();
        List<float[]> together = Arrays.stream(TRIPLES)
                .parallel()
                .map(triple -> MiniLm.shared().of(triple[0]))
                .toList();
        IntStream.range(0, alone.size())
                .forEach(i -> assertThat(together.get(i)).isEqualTo(alone.get(i)));
    }

    @Test
    void anyTextHasAVector() {
        for (String text :
                new String[] {"", "  \n", "\u0000", "\ud800", "🙂", "字".repeat(300), "word ".repeat(10_000)}) {
            assertThat(MiniLm.shared().of(text)).hasSize(384);
        }
    }

    @Test
    void theFeedbackNamesTheExpectedSentenceThatIsLeastCovered() {
        Score score = score(
                "The parcel was sent on Monday. You will get your money back within ten days.",
                "We shipped the parcel on Monday.");
        assertThat(score.value()).isBetween(0.3, 0.95);
        assertThat(score.feedback())
                .contains("Least covered")
                .contains("\"You will get your money back within ten days.\"");
    }

    @Test
    void aSimilarityIsNeverBelowZero() {
        Score score = score("Interest rates rose in March.", "meow meow");
        assertThat(score.value()).isBetween(0.0, 0.4);
        assertThat(score("a b", "").value()).isZero();
        assertThat(score("", "").value()).isEqualTo(1);
    }
}
