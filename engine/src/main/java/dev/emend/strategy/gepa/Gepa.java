package dev.emend.strategy.gepa;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.Reflection;
import dev.emend.search.Assignment;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Finals;
import dev.emend.search.Frontier;
import dev.emend.search.Minibatches;
import dev.emend.search.ParetoFront;
import dev.emend.search.Profile;
import dev.emend.search.ProgressiveSample;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import dev.emend.search.TrainLook;
import dev.emend.strategy.gepa.Attempts.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * GEPA: Agrawal et al., "GEPA: Reflective Prompt Evolution Can Outperform Reinforcement Learning", 2025 (ICLR 2026),
 * algorithms 1 and 2, and its merge.
 *
 * <p>A pool of prompts, each scored on the same validation examples, begins with the seed. An iteration draws a parent from the Pareto
 * front over single validation examples, runs it on a minibatch of three train examples, and shows the meta-model what went
 * wrong there; it rewrites one component, which is one message, and components take turns along a lineage. Where the child is
 * strictly better in sum than its parent on the same three, it is scored on those and joins the pool. After an
 * iteration that let one in, two lineages of the front are merged component by component ({@link Merges}); the child joins
 * where it is no worse than the better of the two on five validation examples that tell them apart.
 *
 * <p>Departures, each with its reason:
 *
 * <ul>
 *   <li>Where calls are limited, the pool is scored on a part of the validation examples, the same one for all, so that it grows
 *       beyond two or three; the best of it race over all of them at the end. The paper takes a set of any size for this. Where
 *       the leader makes no error on it, the part is doubled and the whole pool scored anew, for as long as the calls last.
 *   <li>In a chain one step is searched at a time: the components that take turns, and merges, are those of its prompt.
 *   <li>What is on the scoreboard is not paid for again: a parent on examples it has met, or the five examples of a merge.
 *   <li>A proposal that is the same as a known candidate, or nearly so, is refused before it costs a call, as is a reply that
 *       was cut off or has no single block. GEPA's program has been seen to score and adopt both.
 *   <li>A merge counts against its allowance whether it is taken or not, and where all ancestors score zero any of them is
 *       drawn. GEPA's program counts those only that are taken, and fails there.
 *   <li>Where the parent solves the minibatch, another one is drawn at once, a few times, and not in the next iteration with
 *       another parent: there is nothing to learn from it.
 *   <li>Of equal candidates the older one leads, and the search ends at one that is perfect on as many examples as the calls
 *       last for, or when it has found no better one for long. The paper spends its whole budget.
 * </ul>
 *
 * <p>Cost of an iteration with minibatches of b and v examples on which the pool is scored, for each of its parents: one call to the
 * meta-model, 2b to the task model, b more for each minibatch that the parent solves, at most four, and v more where the child is
 * accepted. A merge costs five, and v - 5 more where
 * it is accepted. The seed costs v.
 */
public final class Gepa implements Strategy {

    private static final int PATIENCE = 25;
    private static final int FINALISTS = 2;
    private static final int SMALLEST_SUBSET = 8;
    /** Of the calls that the finals leave, for each example on which the pool is scored: about seven prompts join it. */
    private static final int CALLS_AN_EXAMPLE = 12;
    /** Sums of the same scores in another order may differ by as much. */
    private static final double ROUNDING = 1e-9;

    private static final Profile PROFILE = new Profile(
            "gepa",
            "rewrites one message of a prompt from the Pareto front by a minibatch of failures, and merges lineages",
            "Agrawal et al., 2025, arXiv 2507.19457",
            Profile.Searches.INSTRUCTION,
            "for each of parallel parents 1 meta call and 2 x minibatch task calls, minibatch more for each one that it solves;"
                    + " subset task calls more where the child is better on the minibatch",
            List.of(
                    Profile.Option.whole("minibatch", 1, "3", "train examples on which a child must beat its parent"),
                    Profile.Option.whole(
                            "subset",
                            1,
                            "all of validation, fewer where calls are limited",
                            "validation examples on which the pool is scored"),
                    Profile.Option.whole("merges", 0, "5", "how often lineages are merged at most; 0 for never"),
                    Profile.Option.whole(
                            "parallel", 1, "1", "parents of an iteration, each with a minibatch of its own"),
                    Profile.Option.oneOf(
                            "frontier",
                            Frontier.labels(),
                            "what a parent must be best at: an example (instance), a metric of a weighted sum (objective),"
                                    + " either (hybrid), or a metric on an example (cartesian)"),
                    Profile.Option.whole(
                            "patience",
                            1,
                            String.valueOf(PATIENCE),
                            "iterations without a new leader after which the search ends")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Evolution(search).run();
    }

    /** What was written from an attempt. */
    private record Child(Candidate candidate, Attempt attempt) {}

    /** One search's state. */
    private static final class Evolution {

        private final Search search;
        private final Scoreboard scoreboard;
        private final Contest contest;
        private final ProgressiveSample subset;
        private final Reflection reflection;
        private final Merges merges;
        private final Components components;
        private final Attempts attempts;
        private final List<Candidate> pool = new ArrayList<>();
        private final int size;
        private final int parallel;
        private final Frontier frontier;
        private final int patience;
        private int allowance;

        Evolution(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.reflection = new Reflection(search.description());
            this.components = new Components(search.seed().prompt());
            Settings settings = new Settings(search);
            List<Example> unseen = TrainLook.unseen(search);
            this.size = Math.min(unseen.size(), settings.whole("minibatch", 3));
            this.allowance = settings.whole("merges", 5);
            this.parallel = settings.whole("parallel", 1);
            this.frontier = Frontier.labelled(settings.oneOf("frontier", Frontier.labels()));
            this.patience = settings.whole("patience", PATIENCE);
            Finals finals = contest.finals(FINALISTS);
            this.subset = new ProgressiveSample(
                    search,
                    contest,
                    finals,
                    settings.whole(
                            "subset",
                            Math.clamp(finals.spare() / CALLS_AN_EXAMPLE, SMALLEST_SUBSET, Integer.MAX_VALUE)));
            this.attempts = new Attempts(search, new Minibatches(unseen, size, search::random), components);
            this.merges = new Merges(subset::examples, scoreboard);
        }

        void run() {
            admit(List.of(search.seed()));
            boolean fresh = false;
            int stale = 0;
            for (int i = 1; stale < patience && promises(); i++) {
                Candidate before = search.leader();
                Optional<Merges.Merge> merge = fresh && allowance > 0 ? drawn("iteration " + i) : Optional.empty();
                if (merge.isPresent()) {
                    merge(merge.get(), "iteration " + i);
                }
                fresh = merge.isEmpty() && mutate("iteration " + i);
                stale = search.leader().equals(before) ? stale + 1 : 0;
            }
            if (!subset.isWhole()) {
                contest.finals(FINALISTS).race(contest.ranked(pool, subset.examples()));
            }
        }

        /** Whether there is something left to gain, and an iteration leaves enough for the finals. */
        private boolean promises() {
            return subset.showsError(pool) && affords();
        }

        private boolean affords() {
            return subset.isWhole()
                    ? search.lasts(dearest())
                    : contest.finals(FINALISTS).allow(dearest());
        }

        /** Calls for one parent whose child is accepted. */
        private long dearest() {
            return 1 + 2L * size + subset.size();
        }

        /** Rewrites one component of each parent. Whether a child was accepted. */
        private boolean mutate(String iteration) {
            List<Attempt> drawn = attempts.of(parents(iteration));
            if (drawn.isEmpty()) {
                search.phase(iteration + ": no failure on train to reflect on");
                return false;
            }
            search.phase(iteration + ": reflecting on "
                    + named(drawn.stream().map(Attempt::parent).toList()));
            List<Child> children = children(drawn, iteration);
            search.evaluate(children.stream()
                    .map(child -> new Assignment(child.candidate, child.attempt.minibatch()))
                    .toList());
            List<Candidate> accepted = new ArrayList<>();
            for (Child child : children) {
                List<Example> minibatch = child.attempt.minibatch();
                double own = total(child.candidate, minibatch);
                double parents = total(child.attempt.parent(), minibatch);
                if (own > parents + ROUNDING) {
                    components.goOn(child.candidate, child.attempt.turn() + 1);
                    accepted.add(child.candidate);
                } else {
                    search.drop(child.candidate, compared(own, parents, minibatch));
                }
            }
            admit(accepted);
            return !accepted.isEmpty();
        }

        private List<Candidate> parents(String iteration) {
            ParetoFront front = front();
            return IntStream.range(0, width())
                    .mapToObj(i -> byId(front.sample(search.random(iteration + " parent " + i))))
                    .toList();
        }

        private List<Child> children(List<Attempt> drawn, String iteration) {
            List<Optional<Candidate>> written = search.write(IntStream.range(0, drawn.size())
                    .mapToObj(i -> draft(drawn.get(i), iteration + " reflection " + i))
                    .toList());
            return IntStream.range(0, drawn.size())
                    .mapToObj(i -> written.get(i).map(candidate -> new Child(candidate, drawn.get(i))))
                    .flatMap(Optional::stream)
                    .toList();
        }

        /** As many parents as the calls last for if every child is accepted. */
        private int width() {
            long calls = subset.isWhole()
                    ? search.callsLeft()
                    : contest.finals(FINALISTS).spare();
            return Math.clamp(calls / dearest(), 1, parallel);
        }

        private Draft draft(Attempt attempt, String label) {
            return reflection
                    .draft(
                            Material.of(attempt.look(scoreboard), search.random(label)),
                            components.message(attempt.turn()))
                    .orElseThrow();
        }

        private Optional<Merges.Merge> drawn(String iteration) {
            return merges.draw(new TreeSet<>(front().wins().keySet()), search.random(iteration + " merge"));
        }

        /** Takes the child in where it is no worse than the better of the two. */
        private void merge(Merges.Merge merge, String iteration) {
            allowance--;
            Candidate first = merge.first();
            Candidate second = merge.second();
            search.phase(iteration + ": merging " + named(List.of(first, second)));
            List<Example> contested = merges.contested(merge, search.random(iteration + " contested"));
            for (Candidate child : search.propose(List.of(merge.draft()))) {
                search.evaluate(List.of(child), contested);
                double own = total(child, contested);
                double parents = Math.max(total(first, contested), total(second, contested));
                if (own >= parents - ROUNDING) {
                    components.goOn(child, Math.max(components.turn(first), components.turn(second)));
                    admit(List.of(child));
                } else {
                    search.drop(child, compared(own, parents, contested));
                }
            }
        }

        /** Scores them together, and takes them into the pool. */
        private void admit(List<Candidate> accepted) {
            if (accepted.isEmpty()) {
                return;
            }
            search.phase("scoring " + named(accepted) + " on " + (subset.isWhole() ? "all " : "") + subset.size()
                    + " validation examples");
            search.evaluate(accepted, subset.examples());
            for (Candidate candidate : accepted) {
                pool.add(candidate);
                merges.add(candidate);
                if (subset.score(candidate) > subset.score(search.leader())) {
                    search.lead(candidate);
                }
            }
        }

        private ParetoFront front() {
            return ParetoFront.of(frontier, pool, subset.examples(), scoreboard);
        }

        private Candidate byId(int id) {
            return Candidate.withId(pool, id);
        }

        private double total(Candidate candidate, List<Example> examples) {
            return scoreboard.outcomes(candidate.id(), examples).stream()
                    .mapToDouble(outcome -> outcome.score().value())
                    .sum();
        }

        private static String named(List<Candidate> candidates) {
            return (candidates.size() == 1 ? "candidate " : "candidates ")
                    + candidates.stream()
                            .map(candidate -> String.valueOf(candidate.id()))
                            .collect(Collectors.joining(", "));
        }

        private static String compared(double own, double parents, List<Example> examples) {
            return String.format(
                    Locale.ROOT,
                    "%.2f in sum on %d examples, where its parent has %.2f",
                    own,
                    examples.size(),
                    parents);
        }
    }
}
