/**
 * Metrics that a user writes: an {@code expression} of one line, a {@code java} class, or an external {@code command}. An
 * expression can reach nothing but the answer; a class runs in this process with all its rights; a command is a process of
 * its own with the user's rights, but without keys in its environment. A command can also be a step of a chain. Whatever goes wrong in them while an answer is
 * scored becomes a score of 0 whose feedback names what failed.
 */
@NullMarked
package dev.emend.scoring.user;

import org.jspecify.annotations.NullMarked;
