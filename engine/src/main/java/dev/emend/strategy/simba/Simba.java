package dev.emend.strategy.simba;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.proposal.Advice;
import dev.emend.proposal.Draft;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Finals;
import dev.emend.search.Minibatches;
import dev.emend.search.Profile;
import dev.emend.search.Rounds;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import dev.emend.search.TrainLook;
import dev.emend.search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * SIMBA, Stochastic Introspective Mini-Batch Ascent: an optimizer of DSPy (Stanford NLP, 2025), which has no paper; after its
 * program.
 *
 * <p>A step takes a minibatch of train examples and has each answered several times, at raised temperatures, by prompts that
 * are drawn from the best so far. The examples on which the answers differ most are the ones to learn from: for each, a
 * prompt is drawn, some of its demonstrations are dropped, and either the best of the answers is added as a demonstration,
 * or the meta-model, shown the best and the worst answer, adds a rule to the instruction. What was written is scored on the
 * same minibatch and joins the pool.
 *
 * <p>Departures, each with its reason:
 *
 * <ul>
 *   <li>The best of each step meet in a race over validation. SIMBA selects on its whole train set, from which its
 *       demonstrations and rules come.
 *   <li>Prompts from different minibatches are compared by what each gains over the seed on the examples that it met. SIMBA
 *       compares plain means over different examples, and takes that of the seed for zero, as it never measures it.
 *   <li>An answer becomes a demonstration where it is among the best tenth and above zero. SIMBA asks that it is above the worst
 *       tenth, which a half-right answer passes where the metric is graded.
 *   <li>Where no answer was better than another, a rule is drawn from a bad one alone, and none from a perfect one; SIMBA draws none
 *       where the best is no better than the worst tenth of the batch. Where
 *       neither a rule nor a demonstration can be made, the next example is tried; SIMBA scores an unchanged copy.
 *   <li>A step writes one candidate fewer, and the finalists are those that gain most, where SIMBA takes winners of steps at even
 *       distances.
 *   <li>The best of a step leads for the time being where it beats the leader on the minibatch, so that a limit of time or
 *       money leaves something.
 *   <li>An example is answered by prompts that do not show it, since the others would only copy the answer.
 *   <li>Batches, candidates and steps shrink alike where calls are limited, but for those that the user gave, as long
 *       as the calls pay for a step.
 * </ul>
 *
 * <p>Cost of a step with batches of b and n candidates: n·b answers in samples and up to (n + 2)·b scored, and up to n calls
 * to the meta-model. The finals cost up to (f + 3)·v/2 with f finalists and v validation examples.
 */
public final class Simba implements Strategy {

    private static final Profile PROFILE = new Profile(
            "simba",
            "learns rules and demonstrations from the examples on which sampled answers differ most",
            "DSPy's SIMBA, Stanford NLP, 2025; no paper",
            Profile.Searches.BOTH,
            "(2 x candidates + 2) x batch task calls; up to candidates meta calls",
            List.of(
                    Profile.Option.whole("batch", 1, "32, fewer where calls are limited", "train examples of a step"),
                    Profile.Option.whole(
                            "candidates",
                            2,
                            "6, fewer where calls are limited",
                            "answers to each example, and new candidates, of a step"),
                    Profile.Option.whole("steps", 1, "8, as far as calls last", "steps before the finals"),
                    Profile.Option.whole(
                            "demonstrations", 0, "4", "how many a prompt shows at most, unless the seed shows more"),
                    Profile.Option.number(
                            "sampling-temperature",
                            0.01,
                            10,
                            "0.2",
                            "of the draw of prompts that answer; lower is greedier"),
                    Profile.Option.number(
                            "candidate-temperature",
                            0.01,
                            10,
                            "0.2",
                            "of the draw of prompts that are changed; lower is greedier")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Ascent(search).run();
    }

    /** What a step works with, and what the finals take. */
    private record Sizes(int batch, int candidates, int steps, int finalists) {

        /** The most that a step costs. */
        long step() {
            return (2L * candidates + 2) * batch + candidates;
        }

        long all(Search search) {
            return steps * step() + Finals.calls(search, finalists);
        }

        /** The same shares of everything that is not fixed, down to what still makes sense. */
        Sizes shrunk(double share, boolean fixedBatch, boolean fixedCandidates) {
            return new Sizes(
                    fixedBatch ? batch : shrunk(batch, 4, share),
                    fixedCandidates ? candidates : shrunk(candidates, 3, share),
                    shrunk(steps, 2, share),
                    shrunk(finalists, 2, share));
        }

        private static int shrunk(int most, int least, double share) {
            return Math.max(Math.min(least, most), (int) Math.round(share * most));
        }
    }

    /** One search's state. */
    private static final class Ascent {

        private static final double SMALLEST_SHARE = 0.1;

        private final Search search;
        private final Scoreboard scoreboard;
        private final Contest contest;
        private final Advice advice;
        private final Minibatches minibatches;
        private final Sizes sizes;
        private final int steps;
        private final int demonstrations;
        private final double samplingTemperature;
        private final double candidateTemperature;
        private final TrainPool pool;
        private final List<Candidate> winners = new ArrayList<>();

        Ascent(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.advice = new Advice(search.description());
            Settings settings = new Settings(search);
            this.steps = settings.whole("steps", 8);
            this.demonstrations = Math.max(
                    settings.whole("demonstrations", 4),
                    search.seed().prompt().demonstrations().size());
            this.samplingTemperature = settings.number("sampling-temperature", 0.2);
            this.candidateTemperature = settings.number("candidate-temperature", 0.2);
            List<Example> unseen = TrainLook.unseen(search);
            this.sizes = affordable(settings, unseen.size(), search);
            this.minibatches = new Minibatches(unseen, sizes.batch, search::random);
            this.pool = new TrainPool(search.seed(), search.train(), scoreboard);
        }

        /** What the user gave stays as it is, as long as the calls pay for a step. */
        private Sizes affordable(Settings settings, int unseen, Search search) {
            OptionalInt batch = settings.whole("batch");
            OptionalInt candidates = settings.whole("candidates");
            int most = candidates.orElse(6);
            Sizes full = new Sizes(Math.min(unseen, batch.orElse(32)), most, steps, most + 1);
            Sizes asked = shrunk(full, batch.isPresent(), candidates.isPresent(), search);
            return asked.step() <= search.callsLeft() ? asked : shrunk(full, false, false, search);
        }

        private static Sizes shrunk(Sizes full, boolean fixedBatch, boolean fixedCandidates, Search search) {
            Sizes sizes = full;
            for (double share = 0.99;
                    share >= SMALLEST_SHARE && sizes.all(search) > search.callsLeft();
                    share -= 0.01) {
                sizes = full.shrunk(share, fixedBatch, fixedCandidates);
            }
            return sizes;
        }

        void run() {
            Rounds taken = new Rounds(steps);
            for (int step = 1; taken.areLeft() && affords(step); step++) {
                taken.passed(measures(step, minibatches.next()));
            }
            if (winners.isEmpty()) {
                // The seed has won, and what it is worth should be known.
                search.evaluate(List.of(search.seed()), search.validation());
            } else {
                contest.finals(finalists())
                        .race(pool.ranked(winners).stream()
                                .map(TrainPool.Ranked::candidate)
                                .toList());
            }
        }

        private boolean affords(int step) {
            return step == 1 || contest.finals(sizes.finalists).allow(sizes.step());
        }

        /** As many as were planned, and more where calls are left. */
        private int finalists() {
            int finalists = sizes.finalists;
            while (finalists < winners.size() && contest.finals(finalists + 1).affordsWhole(0)) {
                finalists++;
            }
            return finalists;
        }

        /** Whether the step measured a candidate, or found nothing to write one from. */
        private boolean measures(int step, List<Example> batch) {
            String name = "step " + step;
            search.phase(name + ": sampling " + sizes.candidates + " answers to each of " + batch.size() + " examples");
            List<TrainPool.Ranked> top = pool.top(sizes.candidates);
            List<Bucket> buckets = buckets(step, batch, top);
            search.phase(name + ": writing candidates");
            List<Draft> drafts = drafts(name, buckets, top);
            List<Candidate> written = search.propose(drafts);
            if (written.isEmpty()) {
                return drafts.isEmpty();
            }
            search.phase(name + ": scoring " + written.size() + " candidates on the minibatch");
            Candidate leader = search.leader();
            search.evaluate(
                    Stream.concat(Stream.of(search.seed(), leader), written.stream())
                            .distinct()
                            .toList(),
                    batch);
            pool.add(written);
            Candidate winner = written.getFirst();
            for (Candidate candidate : written) {
                if (pool.gain(candidate, batch) > pool.gain(winner, batch)) {
                    winner = candidate;
                }
            }
            winners.add(winner);
            List<Example> unseen = TrainLook.unseen(List.of(winner, leader), batch);
            if (scoreboard.score(winner.id(), unseen) > scoreboard.score(leader.id(), unseen)) {
                search.lead(winner);
            }
            return true;
        }

        /** Answers to the examples of the batch; first those from which most can be learned. */
        private List<Bucket> buckets(int step, List<Example> batch, List<TrainPool.Ranked> top) {
            UniformRandomProvider random = search.random("step " + step + " programs");
            List<Trial> trials = new ArrayList<>();
            for (Example example : batch) {
                List<TrainPool.Ranked> answering = TrainPool.unseeing(top, example);
                for (int i = 0; i < sizes.candidates; i++) {
                    Candidate candidate = TrainPool.drawn(answering, samplingTemperature, random);
                    double own = candidate.prompt().sampling().temperature();
                    double raised = Math.min(2, own + 0.5 + 0.5 * i / sizes.candidates);
                    trials.add(new Trial(candidate, example, (step - 1) * sizes.candidates + i + 1, raised));
                }
            }
            List<Outcome> answers = search.sample(trials);
            return IntStream.range(0, batch.size())
                    .mapToObj(i -> new Bucket(answers.subList(i * sizes.candidates, (i + 1) * sizes.candidates)))
                    .sorted(Bucket.MOST_TO_LEARN)
                    .toList();
        }

        private List<Draft> drafts(String name, List<Bucket> buckets, List<TrainPool.Ranked> top) {
            Lessons lessons = new Lessons(advice, demonstrations, buckets);
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < buckets.size() && drafts.size() < sizes.candidates; i++) {
                UniformRandomProvider random = search.random(name + " bucket " + i);
                Candidate parent = TrainPool.drawn(top, candidateTemperature, random);
                lessons.draft(parent, buckets.get(i), random).ifPresent(drafts::add);
            }
            return drafts;
        }
    }
}
