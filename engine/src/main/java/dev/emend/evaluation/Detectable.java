package dev.emend.evaluation;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How large a true difference must be for a hold-out of a given size to show it: with a probability of 80 %, by McNemar's
 * exact two-sided test at 0.05. Computed from the binomial distributions themselves, without a normal approximation.
 */
public final class Detectable {

    /** The level of whatever lets a prompt or a judge replace another: what is told beforehand is told of the same test. */
    public static final double ALPHA = 0.05;

    private static final double POWER = 0.8;
    private static final int HALVINGS = 40;

    private final int n;
    /** By the number of differing pairs, how many of them the better prompt must win. */
    private final int[] needed;

    private Detectable(int n) {
        this.n = n;
        needed = new int[n + 1];
        // Never less than for one pair fewer.
        int wins = 0;
        for (int discordant = 0; discordant <= n; discordant++) {
            while (wins <= discordant && McNemar.p(wins, discordant - wins) > ALPHA) {
                wins++;
            }
            needed[discordant] = wins;
        }
    }

    /** The smallest p-value that so many pairs can give: where all of them speak for one side. */
    public static double leastP(int pairs) {
        return Math.min(1, 2 * Math.pow(0.5, pairs));
    }

    /**
     * The smallest such difference, or 1 where so few pairs cannot show even the largest.
     *
     * @param n pairs, at least 0
     * @param discordance the share of examples on which just one of the two prompts is right, in [0, 1]; the more such,
     *     the more noise. A difference larger than this share needs at least as many, and is reckoned with just as many
     */
    public static double difference(int n, double discordance) {
        if (!(n >= 0 && discordance >= 0 && discordance <= 1)) {
            throw new IllegalArgumentException(
                    "n must not be negative and discordance in [0, 1], not " + n + " and " + discordance);
        }
        Detectable detectable = new Detectable(n);
        double tooSmall = 0;
        double shown = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (tooSmall + shown) / 2;
            if (detectable.power(middle, Math.max(discordance, middle)) < POWER) {
                tooSmall = middle;
            } else {
                shown = middle;
            }
        }
        return shown;
    }

    /** The probability that the test shows the better prompt to be better. */
    double power(double difference, double discordance) {
        BinomialDistribution discordants = BinomialDistribution.of(n, discordance);
        double winShare = Math.min(1, (discordance + difference) / (2 * discordance));
        double power = 0;
        for (int discordant = 0; discordant <= n; discordant++) {
            int wins = needed[discordant];
            if (wins <= discordant) {
                power += discordants.probability(discordant)
                        * BinomialDistribution.of(discordant, winShare).survivalProbability(wins - 1);
            }
        }
        return power;
    }
}
