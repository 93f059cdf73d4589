package dev.emend.strategy.protegi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The upper confidence bounds of a bandit whose arms are candidates: score + c·√(ln t / n), where n is how many examples an
 * arm has met and t how many all of them have together (UCB1: Auer, Cesa-Bianchi and Fischer, "Finite-time Analysis of the
 * Multiarmed Bandit Problem", 2002; used for prompts by ProTeGi, Pryzant et al., 2023, algorithm 3).
 *
 * <p>An arm that was never tried has no score, so every arm is tried once before any is tried again. An arm that has met all
 * examples has no uncertainty left, and is not tried any more. Of equal bounds the lower number goes first. Not thread-safe.
 */
final class UpperConfidence {

    private final int examples;
    private final double exploration;
    private final double[] scores;
    private final int[] met;

    /**
     * @param examples how many there are for an arm to meet
     * @param exploration c, at least 0
     */
    UpperConfidence(int arms, int examples, double exploration) {
        this.examples = examples;
        this.exploration = exploration;
        this.scores = new double[arms];
        this.met = new int[arms];
    }

    /**
     * @param score what the arm is worth by the examples that it has met, about in [0, 1]
     * @param count how many these are
     */
    void observe(int arm, double score, int count) {
        scores[arm] = score;
        met[arm] = count;
    }

    int met(int arm) {
        return met[arm];
    }

    /**
     * The arms to try next: all that were never tried, else those with the highest bounds.
     *
     * @param most how many, where all were tried once
     * @return empty where every arm has met all examples
     */
    List<Integer> next(int most) {
        List<Integer> untried = arms().filter(arm -> met[arm] == 0).boxed().toList();
        return untried.isEmpty()
                ? arms().filter(arm -> met[arm] < examples)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer arm) -> -bound(arm)))
                        .limit(most)
                        .toList()
                : untried;
    }

    /** Infinite for an arm that was never tried. */
    double bound(int arm) {
        return met[arm] == 0
                ? Double.POSITIVE_INFINITY
                : scores[arm]
                        + exploration * Math.sqrt(Math.log(IntStream.of(met).sum()) / met[arm]);
    }

    /** Those that were tried by their scores, best first; of equal ones, the one that has met more. */
    List<Integer> standings() {
        List<Integer> tried =
                new ArrayList<>(arms().filter(arm -> met[arm] > 0).boxed().toList());
        tried.sort(Comparator.comparingDouble((Integer arm) -> -scores[arm]).thenComparing(arm -> -met[arm]));
        return tried;
    }

    private IntStream arms() {
        return IntStream.range(0, met.length);
    }
}
