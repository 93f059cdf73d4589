package dev.emend.evaluation;

import java.util.Arrays;

/**
 * How much of the variance of scores comes from the examples and how much from the model's own chance, measured on
 * repeated answers: one-way random-effects analysis of variance (Searle, Casella and McCulloch, "Variance Components",
 * 1992, chapter 3).
 *
 * @param mean of all scores
 * @param between variance of the examples' true means; its estimate is unbiased, and so may be slightly negative
 * @param within variance of repeated answers to one example, on average
 * @param examples how many
 * @param repeats answers for each
 */
public record Noise(double mean, double between, double within, int examples, int repeats) {

    /**
     * @param scores by example, and by repeat: at least two examples with the same number of repeats, at least two
     * @throws IllegalArgumentException where there are fewer, or not as many for each
     */
    public static Noise of(double[][] scores) {
        int n = scores.length;
        int k = n == 0 ? 0 : scores[0].length;
        if (n < 2 || k < 2 || Arrays.stream(scores).anyMatch(row -> row.length != k)) {
            throw new IllegalArgumentException("variance components need at least two examples with the same number of"
                    + " repeats, at least two, not " + n + " examples with "
                    + Arrays.stream(scores).map(row -> row.length).distinct().toList());
        }
        double mean = Arrays.stream(scores).flatMapToDouble(Arrays::stream).sum() / (n * k);
        double betweenSquares = 0;
        double withinSquares = 0;
        for (double[] row : scores) {
            double own = Arrays.stream(row).sum() / k;
            betweenSquares += k * (own - mean) * (own - mean);
            withinSquares += Arrays.stream(row)
                    .map(score -> (score - own) * (score - own))
                    .sum();
        }
        double within = withinSquares / (n * (k - 1.0));
        return new Noise(mean, (betweenSquares / (n - 1) - within) / k, within, n, k);
    }

    /**
     * The share of the variance of a single score that the examples explain (intraclass correlation); 0 where scores do not
     * vary. As {@link #between}, it may be slightly negative.
     */
    public double intraclassCorrelation() {
        double total = between + within;
        return total > 0 ? between / total : 0;
    }

    /**
     * The standard error of a prompt's mean score over {@code n} new examples with {@code k} answers for each.
     *
     * @param n at least 1
     * @param k at least 1
     */
    public double standardError(int n, int k) {
        if (n < 1 || k < 1) {
            throw new IllegalArgumentException("n and k must be at least 1, not " + n + " and " + k);
        }
        return Math.sqrt(Math.max(0, between) / n + within / ((double) n * k));
    }
}
