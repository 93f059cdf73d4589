package dev.emend.evaluation;

import java.util.Arrays;

/**
 * Evidence that a mean is above a bound, which may be looked at after every observation: an e-process. It is the capital of
 * a gambler who starts with 1 and bets that observations exceed the bound. Where they do not on average, the capital is a
 * non-negative supermartingale, so that by Ville's inequality the probability that it ever reaches 1/α is at most α. A
 * capital of 20 refutes the bound at 5 %, whenever that is noticed.
 *
 * <p>After Waudby-Smith and Ramdas ("Estimating means of bounded random variables by betting", JRSS B 86, 2024). For a
 * supposed excess g over the bound the stake is g/(σ² + g²), close to Kelly's, with the mean square σ² of earlier
 * observations; the capital is spread evenly over a fixed grid of g, so that nothing is tuned to the data. Not
 * thread-safe.
 */
public final class Wager {

    private static final double[] EXCESSES = {1 / 16.0, 1 / 8.0, 1 / 4.0};

    /** The largest share of the capital that one bet can lose. */
    private static final double MOST = 0.9;

    /** Before anything is seen, the mean square is supposed to be 1/5, with the weight of five observations. */
    private static final double SUPPOSED = 5;

    private final double[] capital = new double[EXCESSES.length];
    private double squares = 1;
    private double count = SUPPOSED;
    private double highest = 1;

    public Wager() {
        Arrays.fill(capital, 1.0 / EXCESSES.length);
    }

    /**
     * Bets that the mean of a paired difference is above 0.
     *
     * @param difference in [-1, 1], drawn independently or with replacement
     * @throws IllegalArgumentException where the difference is out of range
     */
    public void observe(double difference) {
        observe(difference, 0, 1, 1);
    }

    /**
     * One bet. All but {@code value} must have been settled before it was drawn.
     *
     * @param value in [-reach, reach]
     * @param bound the highest expectation of {@code value}, given the past, under the hypothesis to be refuted; at or
     *     above {@code reach} there is nothing to bet on
     * @param sharpening by what factor an excess to be expected has grown since the first bet, at least 1: N/R where R of
     *     a finite population of N are still to be drawn
     * @throws IllegalArgumentException where the value is out of reach
     */
    public void observe(double value, double bound, double reach, double sharpening) {
        if (!(Math.abs(value) <= reach * (1 + 1e-12))) {
            throw new IllegalArgumentException(value + " is not in [" + -reach + ", " + reach + "]");
        }
        if (bound < reach) {
            double variance = squares / count;
            double safe = bound > -reach ? MOST / (reach + bound) : Double.MAX_VALUE;
            for (int i = 0; i < capital.length; i++) {
                double excess = EXCESSES[i] * sharpening;
                double stake = Math.min(safe, excess / (variance + excess * excess));
                capital[i] *= Math.max(0, 1 + stake * (value - bound));
            }
            highest = Math.max(highest, capital());
        }
        squares += value * value;
        count++;
    }

    /** The evidence now; 1 before the first bet, never negative. */
    public double capital() {
        return Arrays.stream(capital).sum();
    }

    /** The largest evidence so far; Ville's inequality holds for it too. */
    public double highest() {
        return highest;
    }
}
