package dev.emend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RocAucTest {

    @Test
    void agreesWithScikitLearn() throws IOException {
        List<String> vectors = vectors();
        assertThat(vectors).hasSize(200);
        for (String vector : vectors) {
            String[] fields = vector.split("\t");
            String[] labels = fields[1].split(",");
            boolean[] positive = new boolean[labels.length];
            for (int i = 0; i < labels.length; i++) {
                positive[i] = labels[i].equals("1");
            }
            double[] scores = Arrays.stream(fields[2].split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(RocAuc.of(scores, positive)).as(vector).isCloseTo(Double.parseDouble(fields[0]), within(1e-12));
        }
    }

    @Test
    void refusesExamplesOfOneKind() {
        assertThatThrownBy(() -> RocAuc.of(new double[] {0.1, 0.2}, new boolean[] {true, true}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 positive examples of 2");
    }

    private static List<String> vectors() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RocAucTest.class.getResourceAsStream("roc-auc.tsv")), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
