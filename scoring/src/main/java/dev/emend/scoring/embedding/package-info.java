/**
 * Texts compared by what they mean: {@link dev.emend.scoring.embedding.MiniLm} turns a text into a vector in this process,
 * with weights that come in a jar, and {@code embedding-similarity} compares an answer with the expected one by it.
 */
@NullMarked
package dev.emend.scoring.embedding;

import org.jspecify.annotations.NullMarked;
