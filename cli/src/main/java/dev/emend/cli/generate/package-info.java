/**
 * {@code emend generate} and {@code emend init}: what there is before the first run. The one writes prompts, judges and
 * chains from a specification, the other a task and a seed prompt from a data file; both ask a person where there is
 * one.
 */
@NullMarked
package dev.emend.cli.generate;

import org.jspecify.annotations.NullMarked;
