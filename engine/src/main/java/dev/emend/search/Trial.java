package dev.emend.search;

import dev.emend.data.Example;

/**
 * A rollout under a chance of its own.
 *
 * @param draw tells repeated trials of one candidate on one example apart, from 1
 * @param temperature of the task model, in place of the prompt's own
 */
public record Trial(Candidate candidate, Example example, int draw, double temperature) {}
