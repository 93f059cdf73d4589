/**
 * {@link dev.emend.strategy.protegi.Protegi}. BeamSelection chooses the next beam, by the bounds of UpperConfidence unless another rule
 * is asked for.
 */
@NullMarked
package dev.emend.strategy.protegi;

import org.jspecify.annotations.NullMarked;
