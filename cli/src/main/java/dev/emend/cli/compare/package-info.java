/**
 * {@code emend compare}: ranks prompts from anywhere, blends the best, and keeps the winners.
 */
@NullMarked
package dev.emend.cli.compare;

import org.jspecify.annotations.NullMarked;
