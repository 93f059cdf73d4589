/**
 * What an answer takes, as metrics: money, time, tokens. Each is turned round with a limit that the task states, so that 1
 * is nothing and 0 is the limit or more, and a search can trade it against quality.
 */
@NullMarked
package dev.emend.metric.effort;

import org.jspecify.annotations.NullMarked;
