/**
 * What strategies are worth: each of them on tasks made from public data, under the same budget, scored on examples that
 * no search has seen; whether they get out of a seed prompt that is a trap; and how they move.
 */
@NullMarked
package dev.emend.benchmarks.strategies;

import org.jspecify.annotations.NullMarked;
