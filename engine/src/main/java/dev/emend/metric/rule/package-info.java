/**
 * Rules on an answer's form that need no expected answer: patterns, phrases, length and readability.
 */
@NullMarked
package dev.emend.metric.rule;

import org.jspecify.annotations.NullMarked;
