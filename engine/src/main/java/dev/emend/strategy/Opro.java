package dev.emend.strategy;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Trajectory;
import dev.emend.search.Candidate;
import dev.emend.search.Cohort;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.ProgressiveSample;
import dev.emend.search.Rounds;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Optimization by prompting: OPRO (Yang, Wang, Lu, Liu, Le, Zhou and Chen, "Large Language Models as Optimizers", 2023).
 *
 * <p>The meta-model is the optimizer. In every step it sees the best instructions so far with their scores, in ascending
 * order, and three exemplars of the task, and is asked several times for an instruction that scores higher. What it writes
 * is scored and joins the trajectory. Nobody tells it what went wrong: all it can learn from is what scored well.
 *
 * <p>Departures, each with its reason:
 *
 * <ul>
 *   <li>Candidates are scored on a part of the validation examples, the same for all, and the best meet the rest of them in
 *       finals. The paper scores on the training examples, which the exemplars come from, and reports 5 to 20 points less
 *       on others.
 *   <li>Near-duplicates are refused before they are scored, and not only exact ones: at a small optimizer, most of what a
 *       step writes is said already.
 *   <li>There is no limit of 500 characters on an instruction; the trajectory is bounded in length instead.
 *   <li>Where calls are limited there are fewer proposals a step on fewer examples, so that a few steps are affordable at
 *       all; and the search ends after some steps without a new best.
 * </ul>
 *
 * <p>Cost of a step with p proposals and a subset of d examples: p calls to the meta-model, and p·d to the task model.
 */
public final class Opro implements Strategy {

    private static final int FINALISTS = 2;
    private static final int MOST_PROPOSALS = 8;
    private static final int LARGEST_SUBSET = 50;
    private static final int SMALLEST_SUBSET = 8;

    private static final Profile PROFILE = new Profile(
            "opro",
            "asks for an instruction that scores higher than those tried so far",
            "Yang et al., 2023, arXiv 2309.03409",
            Profile.Searches.INSTRUCTION,
            "proposals meta calls; proposals x subset task calls",
            List.of(
                    Profile.Option.whole("steps", 1, "200", "steps at most"),
                    Profile.Option.whole(
                            "proposals", 1, "8, fewer where calls are limited", "instructions asked for a step"),
                    Profile.Option.whole(
                            "subset",
                            1,
                            "50, fewer where calls are limited",
                            "validation examples that score a candidate"),
                    Profile.Option.whole("history", 1, "20", "tried instructions that are shown, the best ones"),
                    Profile.Option.whole("exemplars", 0, "3", "train examples that are shown with their right answers"),
                    Profile.Option.number("temperature", 0, 2, "1", "of the meta-model"),
                    Profile.Option.whole("patience", 1, "10", "steps without a new best after which the search ends")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    /** One search's state. */
    private static final class Course {

        private final Search search;
        private final Contest contest;
        private final Trajectory trajectory;
        private final List<Example> labelled;
        private final ProgressiveSample subset;
        private final List<Candidate> tried = new ArrayList<>();
        private final int steps;
        private final int proposals;
        private final int history;
        private final int exemplars;
        private final double temperature;
        private final int patience;

        Course(Search search) {
            this.search = search;
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.trajectory = new Trajectory(search.description());
            this.labelled = search.train().stream()
                    .filter(example -> !example.expected().isEmpty())
                    .toList();
            Settings settings = new Settings(search);
            long spare = contest.finals(FINALISTS).spare();
            this.subset = new ProgressiveSample(
                    search,
                    contest,
                    contest.finals(FINALISTS),
                    settings.whole("subset", Math.clamp(spare / 16, SMALLEST_SUBSET, LARGEST_SUBSET)));
            // Both so that four or five steps are affordable where the finals keep all of theirs, and more where calls
            // are few.
            this.proposals =
                    settings.whole("proposals", Math.clamp(spare / (4L * (subset.size() + 1)), 2, MOST_PROPOSALS));
            this.steps = settings.whole("steps", 200);
            this.history = settings.whole("history", 20);
            this.exemplars = settings.whole("exemplars", 3);
            this.temperature = settings.number("temperature", 1);
            this.patience = settings.whole("patience", 10);
        }

        void run() {
            search.phase("scoring the prompt on " + subset.size() + " examples");
            search.evaluate(List.of(search.seed()), subset.examples());
            tried.add(search.seed());
            Rounds stale = new Rounds(patience);
            for (int step = 1; step <= steps && stale.areLeft() && promises(step); step++) {
                Candidate before = search.leader();
                stale.passed(measures(step), !search.leader().equals(before));
            }
            contest.finals(FINALISTS).race(contest.ranked(tried, subset.examples()));
        }

        /** Whether there is something left to gain, and a step leaves enough for the finals. */
        private boolean promises(int step) {
            return subset.showsError(tried)
                    && (step == 1 || contest.finals(FINALISTS).allow((long) proposals * (subset.size() + 1)));
        }

        /** Whether the step brought a candidate to measure. */
        private boolean measures(int step) {
            List<Trajectory.Tried> shown = shown();
            search.phase("step " + step + ": writing instructions that beat " + shown.size());
            Draft draft = trajectory.draft(shown, exemplars(step), temperature);
            List<Candidate> written = search.propose(Collections.nCopies(proposals, draft));
            search.phase("step " + step + ": scoring " + Cohort.count(written));
            search.evaluate(written, subset.examples());
            tried.addAll(written);
            contest.challenge(contest.best(tried, subset.examples()));
            return !written.isEmpty();
        }

        /** The best of those tried, in the order in which they were. */
        private List<Trajectory.Tried> shown() {
            List<Candidate> ranked = contest.ranked(tried, subset.examples());
            List<Candidate> best = ranked.subList(0, Math.min(history, ranked.size()));
            return tried.stream()
                    .filter(best::contains)
                    .map(candidate -> new Trajectory.Tried(Parents.of(candidate), subset.score(candidate)))
                    .toList();
        }

        private List<Example> exemplars(int step) {
            return Lots.drawn(labelled, exemplars, search.random("step " + step + " exemplars"));
        }
    }
}
