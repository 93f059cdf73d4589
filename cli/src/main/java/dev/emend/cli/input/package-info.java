/**
 * Files that several commands read: prompts, judges, and rows with their columns.
 */
@NullMarked
package dev.emend.cli.input;

import org.jspecify.annotations.NullMarked;
