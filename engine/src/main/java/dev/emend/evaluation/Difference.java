package dev.emend.evaluation;

/**
 * How much better one prompt is than another on the same examples.
 *
 * @param value challenger minus baseline, in [-1, 1]
 * @param p two-sided, of the hypothesis that neither is better
 * @param test what {@code p} comes from, such as "exact McNemar"
 * @param n how many pairs
 */
public record Difference(double value, Interval interval, double p, String test, int n) {}
