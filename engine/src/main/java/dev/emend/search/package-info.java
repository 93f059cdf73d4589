/**
 * Strategies: imperative scripts over a small set of services (propose, screen, evaluate, keep). A strategy owns no
 * threads, no budget arithmetic, no persistence and no printing. They stand in one package, so that what they share need not be
 * public.
 *
 * <p><b>The strategies</b>, each with the parts that it alone has; {@link dev.emend.search.Strategies} finds one by its name:
 *
 * <ul>
 *   <li>{@link dev.emend.search.Auto}: Headroom, Opening, Workshop, OperatorBandit, Raced, Allowance, RunnersUp, FreshFinals
 *   <li>{@link dev.emend.search.Reflective} and {@link dev.emend.search.Compose}
 *   <li>{@link dev.emend.search.Gepa}: Attempts, Components, Merges
 *   <li>{@link dev.emend.search.Protegi}: BeamSelection, UpperConfidence
 *   <li>{@link dev.emend.search.Textgrad}: BackwardPass
 *   <li>{@link dev.emend.search.EvoPromptGa}: Mating; {@link dev.emend.search.EvoPromptDe}; {@link dev.emend.search.Capo};
 *       {@link dev.emend.search.Promptbreeder}: PromptMutation, MutationPrompts. What evolutions share: Founders, Generations, Scale
 *   <li>{@link dev.emend.search.Mipro}: PairPlan, TriedPairs, Tpe
 *   <li>{@link dev.emend.search.Simba}: TrainPool, Bucket, Lessons
 *   <li>{@link dev.emend.search.BootstrapFewShot}, {@link dev.emend.search.Ape}, {@link dev.emend.search.BestOf},
 *       {@link dev.emend.search.Opro}, {@link dev.emend.search.Spo}
 * </ul>
 *
 * <p><b>What they work with</b>: {@link dev.emend.search.Search} and {@link dev.emend.search.Authoring} are the run's services,
 * {@link dev.emend.search.Candidate}, {@link dev.emend.search.Assignment} and {@link dev.emend.search.Trial} what goes in and out.
 * {@link dev.emend.search.Profile} and {@link dev.emend.search.Settings} are a strategy's options.
 *
 * <p><b>What they share</b>: {@link dev.emend.search.Contest} compares candidates and chooses; ShrunkMargins says what a difference on
 * few examples is worth; {@link dev.emend.search.ParetoFront} and Frontier know who is best at something. Parents and TrainLook hand
 * candidates to operators, Cohort writes many at once, Minibatches and Lots draw by lot, OwnAnswers has the seed answer train examples.
 * Rounds counts the steps in which a candidate was measured. Blends races blends, which {@link dev.emend.search.Blending} writes.
 *
 * <p><b>Around a strategy</b>: {@link dev.emend.search.WarmStart} and StartingFrom begin where an earlier run ended;
 * {@link dev.emend.search.Playoff} and {@link dev.emend.search.Keepers} compare prompts that people give, without a strategy.
 */
@NullMarked
package dev.emend.search;

import org.jspecify.annotations.NullMarked;
