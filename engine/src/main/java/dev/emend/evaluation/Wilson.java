package dev.emend.evaluation;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score interval for a proportion (Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
 * JASA 22, 1927). It stays inside [0, 1] and has a width even where every example is right.
 *
 * <p>A mean of graded scores in [0, 1] may be given as a fractional number of successes: their variance is at most that
 * of a proportion with the same mean, so the interval is then too wide rather than too narrow.
 */
final class Wilson {

    private Wilson() {}

    static Interval interval(double successes, int n, double level) {
        double z = quantile(level);
        double share = successes / n;
        double square = z * z / n;
        double centre = (share + square / 2) / (1 + square);
        double half = z / (1 + square) * Math.sqrt(share * (1 - share) / n + square / (4 * n));
        return new Interval(
                successes <= 0 ? 0 : Math.max(0, centre - half),
                successes >= n ? 1 : Math.min(1, centre + half),
                level);
    }

    /** How many standard deviations on either side hold {@code level} of a normal distribution. */
    static double quantile(double level) {
        return NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
    }
}
