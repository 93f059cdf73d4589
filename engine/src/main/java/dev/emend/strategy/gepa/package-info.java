/**
 * {@link dev.emend.strategy.gepa.Gepa}. Attempts pairs parents with minibatches that they do not solve, Components says which part of a
 * prompt is rewritten next, Merges puts two lineages together.
 */
@NullMarked
package dev.emend.strategy.gepa;

import org.jspecify.annotations.NullMarked;
