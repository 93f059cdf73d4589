/** Measurements of chains: whether a run finds the step that is broken, and mends it. */
@NullMarked
package dev.emend.benchmarks.chains;

import org.jspecify.annotations.NullMarked;
