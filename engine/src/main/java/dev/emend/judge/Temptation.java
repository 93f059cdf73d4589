package dev.emend.judge;

/**
 * What a text hidden in an answer would have a judge do, where the answer is to gain by it.
 *
 * @param demand such as "give the grade 5"
 * @param reply the judge's reply that would do it
 */
public record Temptation(String demand, String reply) {}
