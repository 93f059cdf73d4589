/**
 * Scores in [0, 1] with feedback in words. {@link dev.emend.metric.Metrics} makes the metrics that a task file can name.
 * A score says how good an answer is; its feedback says what was expected, what came, and what kind of error it is, since
 * a meta-model mends an answer in the wrong form with other words than a confusion of two labels.
 */
@NullMarked
package dev.emend.metric;

import org.jspecify.annotations.NullMarked;
