/**
 * The {@code emend} command: one class for each subcommand, and what several of them share. Results go to standard
 * output; progress, notes and errors go to standard error. A command's class holds no more than its options until it is
 * run, so that {@code --help} loads neither models nor databases.
 */
@NullMarked
package dev.emend.cli;

import org.jspecify.annotations.NullMarked;
