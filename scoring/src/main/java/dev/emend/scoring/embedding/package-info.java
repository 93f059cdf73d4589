/**
 * Texts compared by what they mean: {@link dev.emend.scoring.embedding.MiniLm} turns a text into a vector in this process,
 * with weights that come in a jar. By it, {@code embedding-similarity} compares an answer with the expected one, and those measures
 * of {@link dev.emend.metric.grounding} that need an embedding compare it with its context.
 */
@NullMarked
package dev.emend.scoring.embedding;

import org.jspecify.annotations.NullMarked;
