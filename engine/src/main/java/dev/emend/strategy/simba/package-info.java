/**
 * {@link dev.emend.strategy.simba.Simba}. A Bucket holds several answers to one example, Lessons writes from it, and TrainPool compares
 * candidates that met different examples.
 */
@NullMarked
package dev.emend.strategy.simba;

import org.jspecify.annotations.NullMarked;
