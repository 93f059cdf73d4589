/**
 * Prompts from a specification, where there is none yet. {@link dev.emend.generation.Specification} says what is wanted;
 * {@link dev.emend.generation.Generation} writes several candidates, each by another plan of technique, layout and emphasis,
 * criticizes each against the specification, mends it once, and ranks them: by a metric where there are labelled examples,
 * else by a judge, and then says that nothing is proven.
 *
 * <p>What code can guarantee, code does: placeholders, labels, the form of the answer, constraints and demonstrations are put
 * in by rule. The meta-model writes the guidance alone, so a candidate is usable even where its reply is not.
 */
@NullMarked
package dev.emend.generation;

import org.jspecify.annotations.NullMarked;
