package dev.emend.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Several models that judge the same answer.
 *
 * @param jurors at least one
 */
record Jury(int jurors, Pooling pooling) {

    /** How the jurors' values become one. */
    enum Pooling {
        MEAN,
        MEDIAN,
        /** The value that most jurors give; the mean of those that equally many give. */
        MAJORITY;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(Pooling::label).toList();
        }
    }

    /** @param values of the jurors whose reply was readable, at least one */
    double pool(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        return switch (pooling) {
            case MEAN -> mean(sorted);
            case MEDIAN -> (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
            case MAJORITY -> majority(sorted);
        };
    }

    private static double majority(double[] values) {
        Map<Double, Long> counts = new TreeMap<>();
        for (double value : values) {
            counts.merge(value, 1L, Long::sum);
        }
        long most = counts.values().stream().mapToLong(count -> count).max().orElseThrow();
        return mean(counts.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .mapToDouble(Map.Entry::getKey)
                .toArray());
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Standard deviation of the values themselves, 0 for a single one. */
    static double spread(List<Double> values) {
        double[] plain = values.stream().mapToDouble(value -> value).toArray();
        double mean = mean(plain);
        return Math.sqrt(Arrays.stream(plain)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
