package dev.emend.evaluation;

import dev.emend.metric.Outcome;

/** One candidate on one example. */
public record Rollout(int candidate, Outcome outcome) {}
