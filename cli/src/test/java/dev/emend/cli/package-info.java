/** Tests that drive the commands as a user would, with real files, a real workspace and a local model server. */
@NullMarked
package dev.emend.cli;

import org.jspecify.annotations.NullMarked;
