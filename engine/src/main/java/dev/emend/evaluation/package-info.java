/**
 * What was measured, and what may be concluded from it: rollouts, the scoreboard, and paired statistics.
 */
@NullMarked
package dev.emend.evaluation;

import org.jspecify.annotations.NullMarked;
