package dev.emend.evaluation;

/**
 * How much better one prompt is than another on the same examples.
 *
 * @param value challenger minus baseline, in [-1, 1]
 * @param p two-sided, of the hypothesis that neither is better
 * @param test what {@code p} comes from, such as "exact McNemar"
 * @param n how many pairs
 */
public record Difference(double value, Interval interval, double p, String test, int n) {

    /**
     * Whether the challenger is ahead, and chance an unlikely reason.
     *
     * @param alpha of the two-sided test, so that a challenger that is no better gets by with a probability of half of it
     */
    public boolean isGain(double alpha) {
        return value > 0 && p < alpha;
    }
}
