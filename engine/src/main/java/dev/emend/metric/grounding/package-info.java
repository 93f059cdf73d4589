/**
 * Does an answer keep to its context? An answer is cut into {@link dev.emend.metric.grounding.Sentences}; how well the
 * context carries each is its {@link dev.emend.metric.grounding.Support}: by shared words, names and numbers, by the
 * angle between embeddings, or by what a judge says. Beside these stand the checks of citations, of an answer's relevance
 * to its question, and of the context itself.
 */
@NullMarked
package dev.emend.metric.grounding;

import org.jspecify.annotations.NullMarked;
