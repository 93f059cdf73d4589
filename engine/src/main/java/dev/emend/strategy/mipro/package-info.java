/**
 * {@link dev.emend.strategy.mipro.Mipro}. PairPlan says how large a search is, TriedPairs what the pairs of an instruction and a set of
 * demonstrations were worth, and Tpe which one to try next.
 */
@NullMarked
package dev.emend.strategy.mipro;

import org.jspecify.annotations.NullMarked;
