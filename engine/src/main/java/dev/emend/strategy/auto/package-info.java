/**
 * {@link dev.emend.strategy.auto.Auto}, which joins what was found to work. Headroom says whether there is anything to gain, Allowance how
 * the calls are spent. Opening and Workshop write candidates by the operators that OperatorBandit draws; Raced keeps all that have raced.
 * RunnersUp and FreshFinals have the last calls.
 */
@NullMarked
package dev.emend.strategy.auto;

import org.jspecify.annotations.NullMarked;
