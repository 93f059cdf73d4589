/** How a run looks while it goes on: a block that is redrawn on a terminal, plain lines elsewhere. */
@NullMarked
package dev.emend.cli.view;

import org.jspecify.annotations.NullMarked;
