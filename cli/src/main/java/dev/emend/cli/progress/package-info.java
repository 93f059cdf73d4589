/**
 * How work looks while it goes on: as a block that is redrawn on a terminal, and as plain lines elsewhere.
 */
@NullMarked
package dev.emend.cli.progress;

import org.jspecify.annotations.NullMarked;
