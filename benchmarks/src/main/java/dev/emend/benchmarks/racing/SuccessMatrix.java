package dev.emend.benchmarks.racing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The score of every prompt on every example.
 *
 * @param scores in [0, 1], by prompt, then by example
 */
record SuccessMatrix(String name, double[][] scores) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    int prompts() {
        return scores.length;
    }

    int examples() {
        return scores[0].length;
    }

    /** JSON lines of {@link RecordMatrix}; examples that a prompt has no score for are left out. */
    static SuccessMatrix read(Path file) throws IOException {
        List<Map<String, Double>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Map<String, Double> row = new LinkedHashMap<>();
            JsonNode scores = JSON.readTree(line).path("scores");
            scores.propertyStream()
                    .forEach(score -> row.put(score.getKey(), score.getValue().asDouble()));
            rows.add(row);
        }
        TreeSet<String> shared = new TreeSet<>(rows.getFirst().keySet());
        rows.forEach(row -> shared.retainAll(row.keySet()));
        Path folder = file.toAbsolutePath().getParent();
        return new SuccessMatrix(
                folder == null ? file.toString() : String.valueOf(folder.getFileName()),
                rows.stream()
                        .map(row -> shared.stream().mapToDouble(row::get).toArray())
                        .toArray(double[][]::new));
    }

    /**
     * Binary scores of prompts that share what is hard: an example's difficulty is the larger of two uniform draws in
     * one of three and the smaller otherwise, which gives the many easy and some impossible ones of real data, and a
     * prompt of ability a is right where its own noise does not matter more.
     */
    static SuccessMatrix synthetic(int prompts, int examples, double spread, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[] difficulty = new double[examples];
        Arrays.setAll(difficulty, example -> beta(random, 1, 2) < 0.5 ? beta(random, 1, 3) : beta(random, 3, 1));
        double[][] scores = new double[prompts][examples];
        for (double[] row : scores) {
            double ability = 0.5 + spread * (beta(random, 4, 4) - 0.5);
            Arrays.setAll(row, example -> 0.5 + ability - difficulty[example] > random.nextDouble() ? 1 : 0);
        }
        return new SuccessMatrix("synthetic", scores);
    }

    /** A draw from Beta(a, b) for whole a and b: the a-th smallest of a + b - 1 uniform ones. */
    private static double beta(UniformRandomProvider random, int a, int b) {
        double[] draws = new double[a + b - 1];
        Arrays.setAll(draws, i -> random.nextDouble());
        Arrays.sort(draws);
        return draws[a - 1];
    }
}
