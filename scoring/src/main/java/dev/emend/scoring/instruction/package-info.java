/**
 * Whether an answer follows instructions that a program can verify, in the manner of IFEval (Zhou et al.,
 * "Instruction-Following Evaluation for Large Language Models", 2023). {@code Rule} is one
 * such instruction with its values, {@code RuleList} reads an example's, and {@code FollowsRules} scores.
 */
@NullMarked
package dev.emend.scoring.instruction;

import org.jspecify.annotations.NullMarked;
