/** What changed between two prompts, for people to read. */
@NullMarked
package dev.emend.format.diff;

import org.jspecify.annotations.NullMarked;
