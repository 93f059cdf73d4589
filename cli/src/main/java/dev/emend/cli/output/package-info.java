/**
 * What commands write: files, in one step and not over what is the user's own; JSON; and which version of Emend has written.
 */
@NullMarked
package dev.emend.cli.output;

import org.jspecify.annotations.NullMarked;
