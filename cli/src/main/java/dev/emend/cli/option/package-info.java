/**
 * Options that several commands take, and how their values are spelt: models, prices, budgets, metrics, rubrics, the
 * workspace. What is wrong with a value is said here.
 */
@NullMarked
package dev.emend.cli.option;

import org.jspecify.annotations.NullMarked;
