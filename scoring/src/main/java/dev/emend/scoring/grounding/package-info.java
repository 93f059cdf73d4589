/** The measures of {@link dev.emend.metric.grounding} that need an embedding, with MiniLM as the one. */
@NullMarked
package dev.emend.scoring.grounding;

import org.jspecify.annotations.NullMarked;
