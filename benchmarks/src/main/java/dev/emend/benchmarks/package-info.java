/**
 * Measurements, each a program of its own that prints what it found. None runs in the tests: a number from a busy machine
 * is worse than none.
 */
@NullMarked
package dev.emend.benchmarks;

import org.jspecify.annotations.NullMarked;
