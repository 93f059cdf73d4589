/**
 * Everything that Emend reads from and writes to files: prompts, tasks, examples, results. Each reader refuses what it
 * does not know, and says in which file, on which line and in which field; each writer gives the same bytes for the same
 * value, and never a clock's time.
 */
@NullMarked
package dev.emend.format;

import org.jspecify.annotations.NullMarked;
