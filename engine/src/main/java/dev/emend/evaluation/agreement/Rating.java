package dev.emend.evaluation.agreement;

/**
 * One output with its score and people's rating of it.
 *
 * @param system which prompt, model or system wrote it
 * @param input what it was written for; outputs for one input are one group
 * @param score the metric's or the judge's
 * @param human people's, on any scale
 */
public record Rating(String system, String input, double score, double human) {}
