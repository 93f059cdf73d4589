package dev.emend.evaluation;

import java.util.Arrays;

/**
 * How reliably a prompt is right when it is asked k times, from n ≥ k recorded answers to each example of which c are
 * right. A score of 1 is right. Unbiased for any k up to n; 1 - (1 - c/n)^k and (c/n)^k are not.
 */
public final class PassK {

    private PassK() {}

    /**
     * pass^k: the probability that all k answers to an example are right, C(c, k)/C(n, k) on average over the examples
     * (Yao et al., "τ-bench", 2024).
     *
     * @param scores by example, and by repeat: at least one example, at least k repeats of each
     * @param k at least 1
     * @throws IllegalArgumentException where there are fewer
     */
    public static double all(double[][] scores, int k) {
        return mean(scores, k, true);
    }

    /**
     * pass@k: the probability that at least one of k answers to an example is right, 1 - C(n - c, k)/C(n, k) on average
     * over the examples (Chen et al., "Evaluating Large Language Models Trained on Code", 2021).
     *
     * @param scores as for {@link #all}
     * @param k at least 1
     * @throws IllegalArgumentException where there are fewer
     */
    public static double any(double[][] scores, int k) {
        return 1 - mean(scores, k, false);
    }

    private static double mean(double[][] scores, int k, boolean right) {
        if (k < 1 || scores.length == 0 || Arrays.stream(scores).anyMatch(row -> row.length < k)) {
            throw new IllegalArgumentException("k must be at least 1 and every example needs k answers: k is " + k
                    + ", the answers are "
                    + Arrays.stream(scores).map(row -> row.length).distinct().toList());
        }
        double sum = 0;
        for (double[] row : scores) {
            long such = Arrays.stream(row).filter(score -> score == 1 == right).count();
            double probability = 1;
            for (int i = 0; i < k; i++) {
                probability *= Math.max(0, such - i) / (double) (row.length - i);
            }
            sum += probability;
        }
        return sum / scores.length;
    }
}
