/**
 * Strategies: imperative scripts over a small set of services (propose, screen, evaluate, keep). A strategy owns no
 * threads, no budget arithmetic, no persistence and no printing.
 *
 * <p>What they share: {@link dev.emend.search.Contest} compares candidates and chooses. {@link dev.emend.search.Parents} and
 * {@link dev.emend.search.TrainLook} hand candidates to operators, {@link dev.emend.search.Lots} draws by lot,
 * {@link dev.emend.search.ParetoFront} knows who is best at something, and {@link dev.emend.search.Scale} and
 * {@link dev.emend.search.Generations} size and drive evolutions. {@link dev.emend.search.Settings} reads the options of a
 * strategy's {@link dev.emend.search.Profile}.
 *
 * <p>A strategy too long for one class keeps its plan and gives its parts names of their own, such as
 * {@link dev.emend.search.Opening} to {@link dev.emend.search.Auto}, {@link dev.emend.search.Merges} to
 * {@link dev.emend.search.Gepa} and {@link dev.emend.search.BeamSelection} to {@link dev.emend.search.Protegi}.
 */
@NullMarked
package dev.emend.search;

import org.jspecify.annotations.NullMarked;
