/**
 * Scores in [0, 1] with feedback in words.
 */
@NullMarked
package dev.emend.metric;

import org.jspecify.annotations.NullMarked;
