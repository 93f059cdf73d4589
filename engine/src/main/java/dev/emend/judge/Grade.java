package dev.emend.judge;

/**
 * One judge's reading of one reply.
 *
 * @param score on the judge's scale, fractional where it is weighted
 * @param spread standard deviation of the distribution over the scale's scores; 0 where only the written score is known
 * @param mass how much of the probability lay on scores of the scale, in [0, 1]; 0 where it is not known
 * @param critique empty where none was asked for
 */
public record Grade(double score, double spread, double mass, String critique) {}
