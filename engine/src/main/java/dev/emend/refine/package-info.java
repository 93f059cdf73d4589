/**
 * Self-refinement: an answer is had, evaluated, criticised and revised until a rule ends it, and the best answer seen is
 * handed back ({@link dev.emend.refine.SelfRefinement}, and as a model {@link dev.emend.refine.RefinedModel}); or a stream
 * of inputs is answered, and its failures become a better prompt that fresh inputs must confirm
 * ({@link dev.emend.refine.PromptRefinement}; {@link dev.emend.refine.LearningPrompt} where answers come one by one). Inputs
 * that come without a context are given one by a {@link dev.emend.program.Retrieval}.
 *
 * <p>What steers the refinement of an answer is a metric that looks at the answer and its inputs alone: the right answers of
 * examples are hidden from it. A prompt may also learn from inputs whose right answers are known.
 */
@NullMarked
package dev.emend.refine;

import org.jspecify.annotations.NullMarked;
