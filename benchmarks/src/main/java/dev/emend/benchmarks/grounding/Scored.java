package dev.emend.benchmarks.grounding;

import dev.emend.evaluation.RocAuc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Rows with the scores of one measure, and how well the scores tell them apart. */
record Scored(List<Row> rows) {

    private static final int RESAMPLES = 2000;
    private static final long SEED = 20261123;

    record Row(Labelled labelled, double score) {}

    /**
     * A figure with its 95 % interval: percentiles over 2,000 resamples of whole documents.
     *
     * @param n rows
     */
    record Figure(double value, double low, double high, int n) {}

    Scored {
        rows = List.copyOf(rows);
    }

    Scored where(Predicate<Labelled> kept) {
        return new Scored(rows.stream().filter(row -> kept.test(row.labelled())).toList());
    }

    Optional<Figure> auc() {
        return figure(Scored::area);
    }

    /** Of what scores at least {@code threshold} being called grounded. */
    Optional<Figure> balancedAccuracy(double threshold) {
        return figure(sample -> balancedAccuracy(sample, threshold));
    }

    /** The score from which on calling a row grounded gives these rows the greatest balanced accuracy, the least of such. */
    double bestThreshold() {
        double best = Double.POSITIVE_INFINITY;
        double most = -1;
        for (double threshold :
                rows.stream().mapToDouble(Row::score).sorted().distinct().toArray()) {
            double accuracy = balancedAccuracy(rows, threshold);
            if (accuracy > most) {
                most = accuracy;
                best = threshold;
            }
        }
        return best;
    }

    private Optional<Figure> figure(ToDoubleFunction<List<Row>> statistic) {
        if (!hasBothKinds(rows)) {
            return Optional.empty();
        }
        Map<String, List<Row>> byDocument = new LinkedHashMap<>();
        rows.forEach(row -> byDocument
                .computeIfAbsent(row.labelled().document(), document -> new ArrayList<>())
                .add(row));
        List<List<Row>> documents = new ArrayList<>(byDocument.values());
        Random random = new Random(SEED);
        double[] values = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; ) {
            List<Row> sample = new ArrayList<>();
            for (int j = 0; j < documents.size(); j++) {
                sample.addAll(documents.get(random.nextInt(documents.size())));
            }
            if (hasBothKinds(sample)) {
                values[i++] = statistic.applyAsDouble(sample);
            }
        }
        Arrays.sort(values);
        return Optional.of(new Figure(
                statistic.applyAsDouble(rows),
                values[(int) (0.025 * RESAMPLES)],
                values[(int) (0.975 * RESAMPLES)],
                rows.size()));
    }

    private static boolean hasBothKinds(List<Row> rows) {
        return rows.stream().map(row -> row.labelled().grounded()).distinct().count() == 2;
    }

    private static double area(List<Row> rows) {
        boolean[] grounded = new boolean[rows.size()];
        for (int i = 0; i < grounded.length; i++) {
            grounded[i] = rows.get(i).labelled().grounded();
        }
        return RocAuc.of(rows.stream().mapToDouble(Row::score).toArray(), grounded);
    }

    private static double balancedAccuracy(List<Row> rows, double threshold) {
        return (share(rows, true, threshold) + 1 - share(rows, false, threshold)) / 2;
    }

    /** Which share of the rows of one kind is called grounded. */
    private static double share(List<Row> rows, boolean grounded, double threshold) {
        return rows.stream()
                .filter(row -> row.labelled().grounded() == grounded)
                .mapToInt(row -> row.score() >= threshold ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
