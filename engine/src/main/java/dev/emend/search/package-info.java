/**
 * The contract of strategies, and what they share. A {@link dev.emend.search.Strategy} is an imperative script over a small set of
 * services (propose, screen, evaluate, keep). It owns no threads, no ledger, no persistence and no printing.
 *
 * <p>No strategy lives here. Emend's own are in {@code dev.emend.strategy}, and use only what a strategy of any other library can use: what
 * is public here, and the operators of {@code dev.emend.proposal}.
 *
 * <p><b>The contract</b>: {@link dev.emend.search.Search} and {@link dev.emend.search.Authoring} are the run's services,
 * {@link dev.emend.search.Candidate}, {@link dev.emend.search.Assignment}, {@link dev.emend.search.Trial} and
 * {@link dev.emend.search.Downstream} what goes in and out. A {@link dev.emend.search.Profile} says what a strategy is and which options it
 * has, {@link dev.emend.search.Settings} reads them.
 *
 * <p><b>Choosing</b>: {@link dev.emend.search.Contest} compares candidates and chooses, {@link dev.emend.search.Finals} is the last race and
 * what is kept for it; {@link dev.emend.search.ShrunkMargins} says what a
 * difference on few examples is worth; {@link dev.emend.search.ParetoFront} and {@link dev.emend.search.Frontier} know who is best at
 * something. {@link dev.emend.search.Blends} races blends, which {@link dev.emend.search.Blending} writes.
 * A {@link dev.emend.search.ProgressiveSample} is doubled where the leader makes no error on it.
 * {@link dev.emend.search.Rounds} counts the steps in which a candidate was measured.
 *
 * <p><b>Writing</b>: {@link dev.emend.search.Parents} and {@link dev.emend.search.TrainLook} hand candidates to operators,
 * {@link dev.emend.search.Cohort} writes many at once, {@link dev.emend.search.Minibatches} draws train examples by lot,
 * {@link dev.emend.search.OwnAnswers} has the seed answer train examples.
 *
 * <p><b>Around a strategy</b>: {@link dev.emend.search.WarmStart} begins where an earlier run ended;
 * {@link dev.emend.search.Playoff} and {@link dev.emend.search.Keepers} compare prompts that people give, without a strategy.
 */
@NullMarked
package dev.emend.search;

import org.jspecify.annotations.NullMarked;
