package dev.emend.metric;

import dev.emend.data.Example;

/** An answer to an example, scored. */
public record Outcome(Example example, String output, Score score) {}
