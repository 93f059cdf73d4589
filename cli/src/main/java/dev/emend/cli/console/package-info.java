/**
 * The terminal: where a command reads and writes, its exit status, and how amounts, tables and texts of others look
 * there.
 */
@NullMarked
package dev.emend.cli.console;

import org.jspecify.annotations.NullMarked;
