/**
 * What is done with a prompt that is there: {@code emend run} answers rows with it, {@code render} shows the messages as
 * they are sent, and {@code diff} tells two apart.
 */
@NullMarked
package dev.emend.cli.prompt;

import org.jspecify.annotations.NullMarked;
