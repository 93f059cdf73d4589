package dev.emend.metric.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Against the figures of scikit-learn, which engine/src/test/python/classification_vectors.py wrote. */
class ClassificationParityTest {

    private static final SortedSet<String> LABELS = new TreeSet<>(List.of("abcdefghijkl".split("")));

    private record Vector(String expected, String answered, Map<String, Double> figures) {}

    private static List<Vector> vectors() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ClassificationParityTest.class.getResourceAsStream("scikit-learn.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(fields -> new Vector(
                            fields[0],
                            fields[1],
                            Map.of(
                                    "macro-f1",
                                    Double.parseDouble(fields[2]),
                                    "weighted-f1",
                                    Double.parseDouble(fields[3]),
                                    "balanced-accuracy",
                                    Double.parseDouble(fields[4]),
                                    "matthews",
                                    (1 + Double.parseDouble(fields[5])) / 2)))
                    .toList();
        }
    }

    private static List<Outcome> outcomes(Metric metric, Vector vector) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < vector.expected().length(); i++) {
            Example example = Example.of("" + i, Map.of(), vector.expected().substring(i, i + 1));
            Answer answer = Answer.of(example, vector.answered().substring(i, i + 1));
            outcomes.add(new Outcome(answer, metric.score(answer)));
        }
        return outcomes;
    }

    @Test
    void everyFigureIsScikitLearns() throws IOException {
        List<Vector> vectors = vectors();
        assertThat(vectors).hasSizeGreaterThan(300);
        for (Vector vector : vectors) {
            vector.figures().forEach((name, figure) -> {
                Metric metric = Metrics.named(name, Map.of(), LABELS);
                assertThat(metric.aggregatesByMean()).isFalse();
                assertThat(metric.aggregate(outcomes(metric, vector)))
                        .as("%s of %s for %s", name, vector.answered(), vector.expected())
                        .isCloseTo(figure, within(1e-12));
            });
        }
    }

    @Test
    void accuracyIsTheMeanOfTheSingleScores() throws IOException {
        LabelMetric metric = (LabelMetric) Metrics.named("label", Map.of(), LABELS);
        for (Vector vector : vectors()) {
            List<Outcome> outcomes = outcomes(metric, vector);
            assertThat(ConfusionMatrix.of(outcomes, metric).accuracy())
                    .isCloseTo(metric.aggregate(outcomes), within(1e-12));
        }
    }

    @Test
    void nothingAnsweredScoresZeroByEveryFigure() {
        for (Average average : Average.values()) {
            assertThat(Metrics.named(average.metric(), Map.of(), LABELS).aggregate(List.of()))
                    .isZero();
        }
    }
}
