package dev.emend.strategy.mipro;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.proposal.Ask;
import dev.emend.proposal.DemonstrationSets;
import dev.emend.proposal.DemonstrationSets.Shown;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Grounding;
import dev.emend.proposal.Material;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Proposal;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Finals;
import dev.emend.search.OwnAnswers;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * MIPROv2: Opsahl-Ong et al., "Optimizing Instructions and Demonstrations for Multi-Stage Language Model Programs" (2024), as
 * DSPy has it.
 *
 * <p>First it collects the parts: sets of demonstrations, labelled and bootstrapped, and instructions that the meta-model
 * writes from a summary of the data, solved examples and a tip. Then it looks for the best pair of an instruction and a set: a
 * {@link Tpe} suggests pairs, each is scored on a minibatch of validation examples, and every five trials the best so far is
 * scored on all of them. Departures, each with its reason:
 *
 * <ul>
 *   <li>All pairs meet the same first minibatch, and the best of them the examples behind it, in one order. DSPy draws a
 *       minibatch for each trial, so that trials differ by their examples' luck.
 *   <li>A trial is of a new pair. DSPy's estimator may suggest one again; here the best so far meets more examples anyway.
 *   <li>A pair's value is its difference to the seed on the examples that it has met, so that a pair that has met more of them
 *       is comparable with one that has met fewer.
 *   <li>A value weighs as much as the examples that it rests on. DSPy's estimator takes a minibatch and a full evaluation for
 *       the same.
 *   <li>The best is the best by its posterior mean: by few examples, a difference counts for less. DSPy takes the best mean.
 *   <li>The first trials go over all sets and instructions once, in one batch; the estimator has then seen each.
 *   <li>A set shows up to 16 demonstrations, where DSPy has 4: small models gain from more. 0 means none at all: then nothing is
 *       bootstrapped either, and only instructions are searched.
 *   <li>One call summarizes the data, from 20 examples; DSPy makes up to 10. The prompt stands for the program's source.
 *   <li>Full evaluations are made only where the calls that are left pay for them beside the planned trials, else the best
 *       meets one more minibatch; the race over all of validation, which is Emend's own end, does the rest.
 * </ul>
 *
 * <p>Cost with n sets, n/2 instructions and v validation examples: n/2 calls to the meta-model, one for the data, and calls
 * until 8 answers are right; max(4·log2 n, 1.5·n) trials of a minibatch each, a full evaluation after every fifth; at the
 * end at most 2.5·v for the finals.
 */
public final class Mipro implements Strategy {

    private static final int FULL_EVERY = 5;

    private static final Profile PROFILE = new Profile(
            "mipro",
            "writes instructions grounded in the data, draws sets of demonstrations, and searches the pairs by a model of"
                    + " what works",
            "Opsahl-Ong et al., 2024, arXiv 2406.11695",
            Profile.Searches.BOTH,
            "at first candidates / 2 meta calls and about 16 answers to train examples; a trial is a minibatch of task calls, every"
                    + " fifth a full validation, the first of these the seed's too",
            List.of(
                    Profile.Option.whole(
                            "candidates",
                            2,
                            "12, fewer where calls are few",
                            "sets of demonstrations; half as many instructions"),
                    Profile.Option.whole(
                            "trials",
                            1,
                            "the greater of 4 x log2(candidates) and 1.5 x candidates",
                            "pairs that are scored, as far as calls last"),
                    Profile.Option.whole(
                            "minibatch",
                            1,
                            "35; where calls are few, a sixth of validation, at least 4",
                            "examples in a trial"),
                    Profile.Option.whole(
                            "max-demonstrations",
                            0,
                            "16",
                            "demonstrations in a set, at most; 0 searches instructions alone"),
                    Profile.Option.whole("max-bootstrapped", 0, "4", "of them the model's own right answers, at most"),
                    Profile.Option.number("threshold", 0, 1, "1", "the score from which on an answer is right"),
                    Profile.Option.number("temperature", 0, 2, "1", "of the meta-model")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    /** One search's state. Pairs are written as (instruction, set). */
    private static final class Course {

        private final Search search;
        private final Scoreboard scoreboard;
        private final Contest contest;
        private final PairPlan plan;
        private final int validation;
        private final List<Candidate> writers = new ArrayList<>();
        private final List<Shown> sets = new ArrayList<>();
        private final TriedPairs tried;

        Course(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.validation = search.validation().size();
            this.plan = PairPlan.of(search, contest);
            this.tried = new TriedPairs(search);
        }

        void run() {
            search.evaluate(List.of(search.seed()), contest.development(plan.minibatch()));
            collectSets();
            writeInstructions();
            int first = (int) Math.min(
                    Math.min(plan.trials(), Math.max(sets.size(), writers.size())),
                    Math.max(1, finals().spare() / plan.minibatch()));
            tryEachOnce(first);
            boolean more = true;
            for (int trial = first + 1; more && trial <= plan.trials() && finals().allow(plan.minibatch()); trial++) {
                more = tryNext(trial);
            }
            finals().race(tried.ranked());
        }

        private Finals finals() {
            return contest.finals(PairPlan.FINALISTS);
        }

        /** Every instruction and every set, as far as calls last. */
        private void tryEachOnce(int trials) {
            search.phase("trials 1 to " + trials + " of " + plan.trials() + ": every instruction and every set once");
            score(IntStream.range(0, trials)
                    .mapToObj(i -> List.of(i % writers.size(), i % sets.size()))
                    .toList());
            if (finals().affords(plan.minibatch())) {
                scoreFurther(trials);
            }
        }

        /** Whether there was a pair left to try. */
        private boolean tryNext(int trial) {
            Optional<List<Integer>> next = tried.next(writers.size(), sets.size(), search.random("trial " + trial));
            next.ifPresent(pair -> {
                search.phase("trial " + trial + " of " + plan.trials() + ": instruction " + (1 + pair.get(0))
                        + " with set " + (1 + pair.get(1)));
                score(List.of(pair));
                if (trial % FULL_EVERY == 0) {
                    scoreFurther(trial);
                }
            });
            return next.isPresent();
        }

        /** The seed's own set first; without demonstrations, if that is another one; then drawn ones. */
        private void collectSets() {
            List<Shown> own = Stream.of(
                            new Shown(search.seed().prompt().demonstrations(), "the seed's demonstrations"),
                            new Shown(List.of(), "no demonstrations"))
                    .filter(set -> set.demonstrations().size() <= plan.options().most())
                    .toList();
            sets.add(own.getFirst());
            if (!plan.showsDemonstrations()) {
                return;
            }
            if (!own.getFirst().demonstrations().isEmpty()) {
                sets.add(own.getLast());
            }
            search.phase("collecting right answers to train examples");
            DemonstrationSets choice = new DemonstrationSets(
                    search.train(),
                    OwnAnswers.right(search, plan.ownAnswers(), plan.options().threshold()));
            sets.addAll(choice.sets(
                    plan.candidates() - sets.size(),
                    plan.options().most(),
                    plan.options().mostOwn(),
                    search.random("demonstration sets")));
        }

        /** The seed's instruction, and grounded ones, each with a tip of its own as long as there are tips. */
        private void writeInstructions() {
            int count = plan.instructions() - 1;
            search.phase("writing " + count + " instructions from a summary of the data");
            Grounding grounding = new Grounding(search.description(), search.train());
            String summary = summary(grounding);
            Candidate seed = search.seed();
            Parent parent = new Parent(
                    seed.id(), seed.prompt().withDemonstrations(sets.getFirst().demonstrations()));
            Grounding.Tip[] tips = Grounding.Tip.values();
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Material material = new Material(
                        List.of(parent), List.of(), plan.options().temperature(), search.random("instruction " + i));
                drafts.add(grounding.draft(material, summary, tips[i % tips.length]));
            }
            writers.add(seed);
            writers.addAll(search.propose(drafts));
            for (int i = 0; i < writers.size(); i++) {
                if (writers.get(i)
                        .prompt()
                        .demonstrations()
                        .equals(parent.prompt().demonstrations())) {
                    tried.put(List.of(i, 0), writers.get(i));
                }
            }
        }

        private String summary(Grounding grounding) {
            Ask question = grounding.question(plan.options().temperature(), search.random("examples to summarize"));
            return search.ask(List.of(question)).stream()
                    .map(Grounding::summary)
                    .findFirst()
                    .orElse("");
        }

        /** Has each pair meet the first minibatch, and the best of them lead. */
        private void score(List<List<Integer>> pairs) {
            List<Candidate> candidates = written(pairs);
            search.evaluate(candidates, contest.development(plan.minibatch()));
            candidates.forEach(this::leadIfBetter);
        }

        /** The candidates of those pairs that pass the screen; what it refuses is not drawn again. */
        private List<Candidate> written(List<List<Integer>> pairs) {
            List<List<Integer>> fresh = pairs.stream()
                    .filter(pair -> tried.candidate(pair).isEmpty())
                    .toList();
            List<Optional<Candidate>> written =
                    search.write(fresh.stream().map(this::combined).toList());
            for (int i = 0; i < fresh.size(); i++) {
                List<Integer> pair = fresh.get(i);
                written.get(i).ifPresentOrElse(candidate -> tried.put(pair, candidate), () -> tried.refuse(pair));
            }
            return pairs.stream()
                    .flatMap(pair -> tried.candidate(pair).stream())
                    .distinct()
                    .toList();
        }

        private Draft combined(List<Integer> pair) {
            Candidate writer = writers.get(pair.get(0));
            Shown set = sets.get(pair.get(1));
            return new Draft.Written(new Proposal(
                    writer.prompt().withDemonstrations(set.demonstrations()),
                    List.of(writer.id()),
                    "combine",
                    "the instruction of candidate " + writer.id() + " with " + set.what()));
        }

        /**
         * The best by posterior of those that have not met all of validation meets it, or one more minibatch where that is too dear, and the seed with it.
         *
         * @param trial after which
         */
        private void scoreFurther(int trial) {
            tried.ranked().stream()
                    .filter(candidate -> tried.met(candidate) < validation)
                    .findFirst()
                    .ifPresent(best -> scoreFurther(best, trial));
        }

        private void scoreFurther(Candidate best, int trial) {
            long planned = (long) (plan.trials() - trial) * plan.minibatch();
            int further = Stream.of(validation, tried.met(best) + plan.minibatch())
                    .filter(examples ->
                            contest.finals(PairPlan.FINALISTS).affords(planned + 2L * (examples - tried.met(best))))
                    .findFirst()
                    .orElse(0);
            if (tried.met(best) < Math.min(further, validation)) {
                search.phase("scoring candidate " + best.id() + ", the best by posterior, on "
                        + Math.min(further, validation) + " examples");
                search.evaluate(List.of(best, search.seed()), contest.development(further));
                leadIfBetter(best);
            }
        }

        /** A new leader has to be ahead of the one before on the same examples, and not by the luck of a few. */
        private void leadIfBetter(Candidate candidate) {
            Candidate leader = search.leader();
            List<Example> shared = scoreboard.shared(leader.id(), candidate.id(), search.validation());
            if (tried.posterior(candidate) > tried.posterior(leader)
                    && scoreboard.score(candidate.id(), shared) > scoreboard.score(leader.id(), shared)) {
                search.lead(candidate);
            }
        }
    }
}
