/**
 * Chain files: a {@link dev.emend.program.Program} in YAML, whose prompts are files of their own. Everything that a chain needs
 * besides its commands can be kept with it as text, so that a run goes on after the files have changed.
 */
@NullMarked
package dev.emend.format.chain;

import org.jspecify.annotations.NullMarked;
