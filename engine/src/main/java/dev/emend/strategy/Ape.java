package dev.emend.strategy;

import dev.emend.data.Example;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Material;
import dev.emend.proposal.Paraphrase;
import dev.emend.proposal.Parent;
import dev.emend.search.Candidate;
import dev.emend.search.Cohort;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * APE: Zhou et al., "Large Language Models Are Human-Level Prompt Engineers" (2022).
 *
 * <p>The meta-model is shown inputs with their right answers and finds the instruction that leads from one to the other
 * (forward generation, section 3.1). The many instructions are scored on a few examples, the better share of them on more,
 * and so on until few are left (section 3.2). Then the best may be said in other words, which is scored in the same way, for
 * one round or several (iterative Monte Carlo search, section 3.3). Departures, each with its reason:
 *
 * <ul>
 *   <li>The user's own prompt takes part in the first comparison and in the finals, and in those between as long as it is
 *       among the best. APE begins with nothing; here something is there to lose.
 *   <li>Every candidate of a filter meets the same examples. APE draws new ones for the survivors alone and averages; here a
 *       survivor's examples are those of the filter before and as many more, so that scores stay comparable over rounds.
 *   <li>Examples to induce from are train, those to score on are validation; APE's score function is the task's metric, its
 *       log probability is not used.
 *   <li>Reverse generation by infilling is left out: chat models have no place to fill in.
 *   <li>An iterative search ends early where a round brings no new instruction among the best.
 *   <li>The best go through a race over all of validation, where APE takes the best mean.
 * </ul>
 *
 * <p>Cost of a round with c candidates and a first subset of b examples: c calls to the meta-model, more where replies are
 * refused, and about c·b·(1 + s/2) to the task model, where s is the number of cuts, log2(c/3); at the end at most 3·v for the
 * finals on v validation examples.
 */
public final class Ape implements Strategy {

    private static final String FORWARD = "forward";
    private static final String RESAMPLE = "resample";
    private static final String ITERATIVE = "iterative";
    private static final int FINALISTS = 3;
    /** Less is no choice any more. */
    private static final int FEWEST = 2;

    private static final Profile PROFILE = new Profile(
            "ape",
            "finds instructions from examples, filters them on more and more examples, says the best in other words",
            "Zhou et al., 2022, arXiv 2211.01910",
            Profile.Searches.INSTRUCTION,
            "candidates meta calls, about 3 x candidates x 8 task calls; finals of 3 x validation",
            List.of(
                    Profile.Option.oneOf(
                            "mode",
                            List.of(FORWARD, RESAMPLE, ITERATIVE),
                            "\"forward\": induction alone; \"resample\": then one round of paraphrases of the best;"
                                    + " \"iterative\": then several"),
                    Profile.Option.whole(
                            "candidates", FEWEST, "50, fewer where calls are few", "instructions in a round"),
                    Profile.Option.whole("rounds", 1, "3", "rounds of paraphrases, where the mode is iterative"),
                    Profile.Option.number("keep", 0.05, 0.95, "0.5", "the share that a filter keeps")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    /** @param rounds of paraphrases */
    private record Options(int candidates, int rounds, double keep) {

        static Options in(Settings settings) {
            int rounds = settings.whole("rounds", 3);
            return new Options(
                    settings.whole("candidates", 50),
                    switch (settings.oneOf("mode", List.of(FORWARD, RESAMPLE, ITERATIVE))) {
                        case RESAMPLE -> 1;
                        case ITERATIVE -> rounds;
                        default -> 0;
                    },
                    settings.number("keep", 0.5));
        }
    }

    /** So many candidates meet so many examples. */
    private record Cut(int field, int examples) {}

    /** One search's state. */
    private static final class Course {

        private final Search search;
        private final Contest contest;
        private final Options options;
        private final int validation;
        private final int first;

        Course(Search search) {
            this.search = search;
            this.options = Options.in(new Settings(search));
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.validation = search.validation().size();
            this.first = Math.clamp(validation / 8, 4, 10);
        }

        void run() {
            int count = Math.max(FEWEST, affordable(0, 0, options.rounds));
            search.phase("inducing " + count + " instructions from examples");
            List<Candidate> best = filtered(induced(count));
            for (int round = 1; round <= options.rounds; round++) {
                int more = affordable(0, best.size(), options.rounds - round);
                if (more < FEWEST) {
                    break;
                }
                search.phase("round " + round + ": saying the best " + best.size() + " in other words");
                List<Candidate> before = best;
                List<Candidate> written = search.propose(resampled(best, more, round));
                best = filtered(Stream.concat(best.stream(), written.stream()).toList());
                if (new HashSet<>(before).containsAll(best)) {
                    break;
                }
            }
            contest.finals(FINALISTS).race(best);
        }

        private List<Candidate> induced(int count) {
            Induction induction = new Induction(search.description(), search.train());
            Parent seed = Parents.of(search.seed());
            return Cohort.of(
                    search,
                    count,
                    written -> affordable(written, 0, options.rounds),
                    i -> induction.draft(Material.of(seed, search.random("induction " + i))));
        }

        /** Goes round the best, so that each is said in as many other ways. */
        private List<Draft> resampled(List<Candidate> best, int count, int round) {
            Paraphrase paraphrase = new Paraphrase();
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Parent parent = Parents.of(best.get(i % best.size()));
                paraphrase
                        .draft(Material.of(parent, search.random("round " + round + " paraphrase " + i)))
                        .ifPresent(drafts::add);
            }
            return drafts;
        }

        /** The best of the candidates and the leader, best first. */
        private List<Candidate> filtered(List<Candidate> candidates) {
            List<Candidate> field = Stream.concat(Stream.of(search.leader()), candidates.stream())
                    .distinct()
                    .toList();
            for (Cut cut : cuts(field.size())) {
                List<Example> examples = contest.development(cut.examples);
                drop(field.subList(cut.field, field.size()), "not among the best " + cut.field);
                field = contest.ranked(field.subList(0, cut.field), examples);
            }
            // A leader that was cut on few examples is compared on those that both have met.
            contest.challenge(field.getFirst());
            int finalists = Math.min(FINALISTS, field.size());
            drop(field.subList(finalists, field.size()), "not among the best " + finalists);
            return field.subList(0, finalists);
        }

        /** The leader and the seed stay in the running whatever happens: they enter the finals. */
        private void drop(List<Candidate> losers, String why) {
            losers.stream()
                    .filter(loser -> !loser.equals(search.leader()) && !loser.equals(search.seed()))
                    .forEach(loser -> search.drop(loser, why + " on a part of the examples"));
        }

        /** Each time the better share goes on, on twice as many examples, until as many are left as enter the finals. */
        private List<Cut> cuts(int field) {
            List<Cut> cuts = new ArrayList<>();
            Cut cut = new Cut(field, Math.min(first, validation));
            cuts.add(cut);
            while (cut.field > FINALISTS && cut.examples < validation) {
                int kept = Math.clamp((int) Math.ceil(options.keep * cut.field), FINALISTS, cut.field - 1);
                if (kept == FINALISTS) {
                    break;
                }
                cut = new Cut(kept, Math.min(2 * cut.examples, validation));
                cuts.add(cut);
            }
            return cuts;
        }

        private long cost(int field) {
            long calls = 0;
            int met = 0;
            for (Cut cut : cuts(field)) {
                calls += (long) cut.field * (cut.examples - met);
                met = cut.examples;
            }
            return calls;
        }

        /**
         * How many new candidates the calls that are left pay for, up to as many as make the field full.
         *
         * @param written of them already
         * @param old candidates that are in the field already, besides the leader
         * @param later rounds that are to come: they get half of what is left
         */
        private int affordable(int written, int old, int later) {
            int share = later > 0 ? 2 : 1;
            return Cohort.greatest(
                    Math.max(FEWEST, options.candidates - old),
                    count -> contest.finals(FINALISTS).affords(share * (count - written + cost(count + old + 1))));
        }
    }
}
