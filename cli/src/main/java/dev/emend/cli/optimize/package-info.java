/**
 * {@code emend optimize}, {@code resume}, {@code replay}, {@code runs} and {@code show}: a run is begun, goes on, is
 * repeated from its journal and is looked at. What a run keeps of its beginning, and what it leaves at its end, is here
 * too.
 */
@NullMarked
package dev.emend.cli.optimize;

import org.jspecify.annotations.NullMarked;
