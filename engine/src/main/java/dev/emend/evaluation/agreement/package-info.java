/**
 * How well scores agree with people's: coefficients, the levels at which they are taken, and their intervals. What cannot
 * be told, such as a correlation with a constant, is not a number in {@link dev.emend.evaluation.agreement.Coefficient}
 * and absent in {@link dev.emend.evaluation.agreement.Agreement}; it is never 0.
 */
@NullMarked
package dev.emend.evaluation.agreement;

import org.jspecify.annotations.NullMarked;
