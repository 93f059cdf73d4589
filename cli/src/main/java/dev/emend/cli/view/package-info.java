/**
 * How a run looks while it goes on, as a block that is redrawn on a terminal and as plain lines elsewhere; and the tables in which
 * evaluations, comparisons, scores and audits of judges are printed.
 */
@NullMarked
package dev.emend.cli.view;

import org.jspecify.annotations.NullMarked;
