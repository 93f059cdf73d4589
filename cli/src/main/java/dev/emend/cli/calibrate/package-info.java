/**
 * {@code emend calibrate}: finds the judge that agrees best with people, proves it, and writes it to a file.
 */
@NullMarked
package dev.emend.cli.calibrate;

import org.jspecify.annotations.NullMarked;
