package dev.emend.metric.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadabilityTest {

    private static final String PLAIN = "The cat sat on the mat. It was warm. The dog came in and saw the cat.";
    private static final String HEAVY = "Notwithstanding the aforementioned considerations, organizational"
            + " transformation necessitates comprehensive interdepartmental communication.";

    private static Score score(Map<String, String> options, String output) {
        return Metrics.named("readability", options, new TreeSet<>())
                .score(Answer.of(Example.of("1", Map.of(), ""), output));
    }

    private record Vector(double ease, double grade, int syllables, String text) {}

    private static List<Vector> vectors() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ReadabilityTest.class.getResourceAsStream("textstat.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 4))
                    .map(fields -> new Vector(
                            Double.parseDouble(fields[0]),
                            Double.parseDouble(fields[1]),
                            Integer.parseInt(fields[2]),
                            fields[3]))
                    .toList();
        }
    }

    /**
     * As written by engine/src/test/python/readability_vectors.py. textstat counts syllables by a dictionary, and takes the
     * point of "p = 0.05" for the end of a sentence, which the abstracts among the texts are full of.
     */
    @Test
    void agreesWithTextstatAsFarAsThePageSays() throws IOException {
        List<Vector> vectors = vectors();
        assertThat(vectors).hasSize(50);
        assertThat(meanDifference(vectors, ReadingLevel::readingEase, Vector::ease))
                .isLessThan(4.5);
        assertThat(meanDifference(vectors, ReadingLevel::grade, Vector::grade)).isLessThan(1.5);
        List<Vector> plain = vectors.subList(0, 25);
        assertThat(meanDifference(plain, ReadingLevel::readingEase, Vector::ease))
                .isLessThan(2);
        assertThat(meanDifference(plain, ReadingLevel::grade, Vector::grade)).isLessThan(0.5);
        assertThat(vectors)
                .allSatisfy(vector -> assertThat(
                                (double) ReadingLevel.of(vector.text()).syllables())
                        .isCloseTo(vector.syllables(), withinPercentage(10)));
    }

    private static double meanDifference(
            List<Vector> vectors, ToDoubleFunction<ReadingLevel> ours, ToDoubleFunction<Vector> theirs) {
        return vectors.stream()
                .mapToDouble(vector ->
                        Math.abs(ours.applyAsDouble(ReadingLevel.of(vector.text())) - theirs.applyAsDouble(vector)))
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "cat, 1",
        "table, 2",
        "readability, 5",
        "played, 1",
        "wanted, 2",
        "safely, 2",
        "reading, 2",
        "question, 2",
        "nation, 2",
        "special, 2",
        "radio, 3",
        "players, 2",
        "rhythm, 2",
        "make, 1",
        "the, 1",
        "h2o, 1"
    })
    void syllablesFollowTheLetters(String word, int syllables) {
        assertThat(Syllables.of(word)).isEqualTo(syllables);
    }

    @Test
    void aTextInTheRangeIsRightAndOneBeyondItFallsOff() {
        assertThat(score(Map.of("min", "80"), PLAIN).value()).isEqualTo(1);
        Score heavy = score(Map.of("min", "60"), HEAVY);
        assertThat(heavy.value()).isZero();
        assertThat(heavy.feedback())
                .startsWith("Too hard to read: Flesch reading ease")
                .contains("write shorter ones");
        double grade = ReadingLevel.of(PLAIN).grade();
        assertThat(score(Map.of("figure", "grade", "max", Double.toString(grade - 1), "margin", "4"), PLAIN)
                        .value())
                .isCloseTo(0.75, within(1e-9));
        assertThat(score(Map.of("figure", "grade", "min", "8"), PLAIN).feedback())
                .startsWith("Too simple: Flesch-Kincaid grade")
                .contains("write longer ones");
    }

    @Test
    void aTextWithoutAWordHasNoReadingLevel() {
        assertThat(score(Map.of("min", "0"), " ... ").value()).isZero();
        assertThatThrownBy(() -> score(Map.of(), PLAIN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs the option \"min\"");
    }
}
