package dev.emend.benchmarks.racing;

import java.util.stream.IntStream;

/** Hands out scores and counts them; a score that was paid for is free from then on. */
final class Bill {

    private final double[][] scores;
    private final boolean[][] paid;
    private long evaluations;

    Bill(double[][] scores) {
        this.scores = scores;
        this.paid = new boolean[scores.length][scores[0].length];
    }

    int candidates() {
        return scores.length;
    }

    int examples() {
        return scores[0].length;
    }

    double score(int candidate, int example) {
        if (!paid[candidate][example]) {
            paid[candidate][example] = true;
            evaluations++;
        }
        return scores[candidate][example];
    }

    /** The candidate's sum over the first {@code n} examples of an order. */
    double sum(int candidate, int[] order, int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> score(candidate, order[i]))
                .sum();
    }

    long evaluations() {
        return evaluations;
    }
}
