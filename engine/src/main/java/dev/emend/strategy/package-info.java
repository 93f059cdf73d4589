/**
 * Emend's own strategies. {@link dev.emend.strategy.Strategies} finds one by its name, and those that other libraries register. A strategy
 * that is one class stands here, one with parts of its own in a package under this. They use what {@code dev.emend.search} makes public and
 * nothing of a run, and none of them knows another.
 */
@NullMarked
package dev.emend.strategy;

import org.jspecify.annotations.NullMarked;
