/**
 * {@code emend metrics}, {@code strategies} and {@code model}: lists what there is to choose from. Models that run
 * inside Emend are fetched and removed here as well.
 */
@NullMarked
package dev.emend.cli.catalogue;

import org.jspecify.annotations.NullMarked;
