/**
 * {@code emend judge audit}: measures the biases of a model that judges, and its agreement with people.
 */
@NullMarked
package dev.emend.cli.judge;

import org.jspecify.annotations.NullMarked;
