package dev.emend.evaluation;

/**
 * A confidence interval.
 *
 * @param level its coverage, such as 0.95
 */
public record Interval(double low, double high, double level) {}
