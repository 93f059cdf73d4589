/**
 * {@code emend refine}: answers, measures, mends and measures again; or lets a prompt learn from a stream.
 */
@NullMarked
package dev.emend.cli.refine;

import org.jspecify.annotations.NullMarked;
