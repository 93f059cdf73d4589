package dev.emend.benchmarks.strategies;

import java.util.Arrays;

/**
 * How many rows of a data set play which part.
 *
 * @param holdout the gate's, at most; where too few rows are left, the gate uses the fresh ones
 * @param fresh for the score alone
 */
public record Sizes(int train, int validation, int holdout, int fresh) {

    public static final Sizes USUAL = new Sizes(60, 60, 100, 150);

    /** Fewer prove nothing: the gate is better off with the fresh rows. */
    static final int FEWEST_IN_GATE = 40;

    /** Four numbers between commas, in the order above. */
    public static Sizes parse(String text) {
        int[] rows = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
        return new Sizes(rows[0], rows[1], rows[2], rows[3]);
    }

    public Sizes withTrain(int rows) {
        return new Sizes(rows, validation, holdout, fresh);
    }
}
