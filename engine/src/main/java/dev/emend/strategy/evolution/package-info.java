/**
 * Strategies that breed a population: {@link dev.emend.strategy.evolution.EvoPromptGa}, {@link dev.emend.strategy.evolution.EvoPromptDe},
 * {@link dev.emend.strategy.evolution.Capo} and {@link dev.emend.strategy.evolution.Promptbreeder}. Scale says how large a population is,
 * Founders writes the first one, Generations counts them and Mating draws parents. PromptMutation and MutationPrompts are Promptbreeder's.
 */
@NullMarked
package dev.emend.strategy.evolution;

import org.jspecify.annotations.NullMarked;
