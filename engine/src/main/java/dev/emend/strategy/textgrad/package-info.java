/**
 * {@link dev.emend.strategy.textgrad.Textgrad}, and BackwardPass, which turns wrong answers into criticism of the prompt, over every later
 * step of a chain.
 */
@NullMarked
package dev.emend.strategy.textgrad;

import org.jspecify.annotations.NullMarked;
