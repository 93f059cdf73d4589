/**
 * Metrics for answers that list items, such as the entities of a text: {@code set-f1} compares them as sets.
 */
@NullMarked
package dev.emend.scoring.extraction;

import org.jspecify.annotations.NullMarked;
