/**
 * What was measured, and what may be concluded from it: rollouts, the scoreboard, and paired statistics.
 *
 * <p>{@link dev.emend.evaluation.Evaluation} puts everything together that may be said of prompts which answered the same
 * examples. {@link dev.emend.evaluation.Estimates} gives one prompt's score its interval, {@link dev.emend.evaluation.Comparison}
 * compares two prompts on the same examples, and {@link dev.emend.evaluation.Detectable} says beforehand what a number of
 * examples can show. Each picks the method that the data allow, and all are deterministic.
 */
@NullMarked
package dev.emend.evaluation;

import org.jspecify.annotations.NullMarked;
