package dev.emend.evaluation;

/**
 * A prompt's score on a number of examples.
 *
 * @param value in [0, 1]
 * @param n how many examples
 */
public record Estimate(double value, Interval interval, int n) {}
