/**
 * The {@code emend} command as a whole: what commands there are, and how a failure is told. Each family of commands has
 * a package below, which no other knows; what several of them share has packages named for what it is. Results go to
 * standard output; progress, notes and errors go to standard error. A command's class holds no more than its options
 * until it is run, so that {@code --help} loads neither models nor databases.
 */
@NullMarked
package dev.emend.cli;

import org.jspecify.annotations.NullMarked;
