/**
 * What it takes to ask models: they are opened once, every reply is kept in the workspace as it comes, and who stops the
 * work is told how to go on.
 */
@NullMarked
package dev.emend.cli.call;

import org.jspecify.annotations.NullMarked;
