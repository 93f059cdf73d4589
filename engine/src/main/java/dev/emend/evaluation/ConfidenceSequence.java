package dev.emend.evaluation;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * An interval for a mean in [0, 1] that holds at every look at once: the probability that the true mean is ever outside
 * is at most 1 - level, however often one looks and whenever one stops.
 *
 * <p>Hedged capital process of Waudby-Smith and Ramdas ("Estimating means of bounded random variables by betting", JRSS B
 * 86, 2024, sections 4 and 5): for each possible mean two gamblers bet that observations are above and below it, and the
 * mean is refuted where one of them has made 2/(1 - level) out of 1. Each spreads its capital evenly over a fixed grid of
 * stakes. Without replacement, a possible mean of the whole population fixes the expectation of the next observation, so
 * the interval closes on the truth as the population is used up.
 *
 * <p>Possible means are {@value #CELLS} cells; the interval is rounded outwards to them. An observation costs time in
 * proportion to the means that are not refuted. Not thread-safe.
 */
public final class ConfidenceSequence {

    private static final int CELLS = 500;
    private static final double[] EXCESSES = {1 / 32.0, 1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0};
    private static final double MOST = 0.75;

    private final double level;
    private final OptionalInt population;
    /** By possible mean and stake. The gamblers on "above" refute means that are too low. */
    private final double[][] above = new double[CELLS + 1][EXCESSES.length];

    private final double[][] below = new double[CELLS + 1][EXCESSES.length];
    private int lowest;
    private int highest = CELLS;
    private int seen;
    private double sum;
    private double squares;

    private ConfidenceSequence(double level, OptionalInt population) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level must be in (0, 1), not " + level);
        }
        this.level = level;
        this.population = population;
        for (double[][] side : new double[][][] {above, below}) {
            for (double[] stakes : side) {
                Arrays.fill(stakes, 1.0 / EXCESSES.length);
            }
        }
    }

    /**
     * For independent observations with one mean.
     *
     * @param level such as 0.95
     */
    public static ConfidenceSequence withReplacement(double level) {
        return new ConfidenceSequence(level, OptionalInt.empty());
    }

    /**
     * For the mean of a finite population that is drawn in random order.
     *
     * @param level such as 0.95
     * @param population its size, at least 1
     */
    public static ConfidenceSequence withoutReplacement(double level, int population) {
        if (population < 1) {
            throw new IllegalArgumentException("the population must have at least 1, not " + population);
        }
        return new ConfidenceSequence(level, OptionalInt.of(population));
    }

    /**
     * @param value in [0, 1]
     * @throws IllegalArgumentException where it is not
     * @throws IllegalStateException where the population is used up
     */
    public void observe(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("an observation must be in [0, 1], not " + value);
        }
        if (population.isPresent() && seen == population.getAsInt()) {
            throw new IllegalStateException("the population of " + seen + " is used up");
        }
        // Known before the observation, and the same for every possible mean, which keeps the refuted means together.
        double mean = (sum + 0.5) / (seen + 1);
        double variance = (squares + 0.25) / (seen + 1);
        int left = population.orElse(0) - seen;
        double sharpening = population.isPresent() ? (double) population.getAsInt() / left : 1;
        double refuted = 2 / (1 - level);
        int low = lowest;
        int high = highest;
        for (int cell = low; cell <= high; cell++) {
            double possible = (double) cell / CELLS;
            double expected = population.isPresent() ? (population.getAsInt() * possible - sum) / left : possible;
            if (bet(above[cell], value - expected, expected, variance, sharpening) >= refuted) {
                lowest = Math.max(lowest, cell);
            }
            if (bet(below[cell], expected - value, 1 - expected, variance, sharpening) >= refuted) {
                highest = Math.min(highest, cell);
            }
        }
        seen++;
        sum += value;
        double deviation = value - mean;
        squares += deviation * deviation;
    }

    /** @param most the largest possible loss of a stake of 1; where it is not positive, the mean is impossible */
    private static double bet(double[] stakes, double gain, double most, double variance, double sharpening) {
        if (most < -1e-12) {
            return Double.POSITIVE_INFINITY;
        }
        double safe = most > 0 ? MOST / most : Double.MAX_VALUE;
        double capital = 0;
        for (int i = 0; i < stakes.length; i++) {
            double excess = EXCESSES[i] * sharpening;
            double stake = Math.min(safe, excess / (variance + excess * excess));
            stakes[i] *= Math.max(0, 1 + stake * gain);
            capital += stakes[i];
        }
        return capital;
    }

    /** The interval now; [0, 1] at first. */
    public Interval interval() {
        // The means at both ends are refuted themselves, unless they are 0 and 1, so that the interval is rounded
        // outwards.
        double low = (double) Math.min(lowest, highest) / CELLS;
        double high = (double) Math.max(lowest, highest) / CELLS;
        if (population.isEmpty()) {
            return new Interval(low, high, level);
        }
        // What is seen cannot be undone by what is left, and after the last one there is nothing left.
        double least = sum / population.getAsInt();
        double most = least + (double) (population.getAsInt() - seen) / population.getAsInt();
        return new Interval(Math.clamp(low, least, most), Math.clamp(high, least, most), level);
    }

    /** How many observations were made. */
    public int seen() {
        return seen;
    }
}
