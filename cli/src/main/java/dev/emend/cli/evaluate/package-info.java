/**
 * {@code emend evaluate}, {@code score} and {@code probe}: measures prompts, outputs that exist already, and what a task
 * has to gain. Nothing is rewritten.
 */
@NullMarked
package dev.emend.cli.evaluate;

import org.jspecify.annotations.NullMarked;
