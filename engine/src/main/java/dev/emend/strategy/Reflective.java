package dev.emend.strategy;

import dev.emend.evaluation.race.Race;
import dev.emend.proposal.Demonstrating;
import dev.emend.proposal.DemonstrationChoice;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Reflection;
import dev.emend.search.Candidate;
import dev.emend.search.Cohort;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.ParetoFront;
import dev.emend.search.Profile;
import dev.emend.search.Rounds;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import dev.emend.search.TrainLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Reflective search over instruction and demonstrations together.
 *
 * <p>After GEPA (Agrawal et al., 2025): a parent is drawn from the Pareto front over single examples of the prompts that have led, the meta-model
 * looks at its failures and rewrites its instruction. Departures, each with its reason:
 *
 * <ul>
 *   <li>Demonstrations are part of what is searched, as in CAPO (Zehle et al., 2025): for small models they are often the
 *       whole gain, and GEPA has none. Each step tries new choices of them beside new instructions, and an instruction
 *       meets the demonstrations of its parent.
 *   <li>A step writes several candidates and races them against each other and the leader on blocks of validation
 *       examples ({@link Race}): who is proved not to be the best drops out at once. GEPA pays a full validation for each
 *       candidate that wins on three examples, which chance alone does half of the time.
 *   <li>Proof alone comes late where examples are few, so a race may cost half of what scoring everyone on everything
 *       would: to keep to that, the last of the field goes from time to time without proof. That is a heuristic;
 *       docs/statistics.md has what it costs.
 *   <li>The failures that are shown are those among two blocks of train examples, where GEPA draws three; the child is not tested on them
 *       first. Half of the drafts start from the leader, and the front has only prompts that have led.
 *   <li>Hypotheses that did not help are told to the meta-model, as in VISTA.
 * </ul>
 *
 * <p>Cost of a step with c candidates and v validation examples: at most a third of c calls to the meta-model, rounded up; to
 * the task model at most (c + 1)·v/2 for the race, less what the leader has met before, and up to v/2 more until the winner
 * has met all of validation; and one look at each new parent's train failures. Where the calls left do not pay for a block of
 * the race for so many, a step has fewer candidates.
 */
public final class Reflective implements Strategy {

    /** Fewer candidates are hardly a step. */
    private static final int FEWEST = 2;

    private static final Profile PROFILE = new Profile(
            "reflective",
            "rewrites the instruction by its failures, and varies the demonstrations beside it",
            "",
            Profile.Searches.BOTH,
            "a third of width meta calls, rounded up; (width + 2) x validation / 2 task calls at most, and 2 x block train answers of"
                    + " each new parent",
            List.of(
                    Profile.Option.whole(
                            "width", 1, "6", "candidates a step, fewer where calls are few; at most six in the first"),
                    Profile.Option.whole("block", 1, "a fifth of validation, 4 to 12", "examples in a block of a race"),
                    Profile.Option.whole(
                            "patience", 1, "3", "steps without a new leader after which the search ends")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    private record Options(int width, int block, int patience) {

        static Options in(Search search) {
            Settings settings = new Settings(search);
            return new Options(
                    settings.whole("width", 6),
                    settings.whole("block", Contest.defaultBlock(search)),
                    settings.whole("patience", 3));
        }
    }

    /** One search's state. */
    private static final class Course {

        private final Search search;
        private final Options options;
        private final Reflection reflection;
        private final Demonstrating demonstrating;
        private final DemonstrationChoice choice;
        private final Contest contest;
        private final TrainLook look;
        private final List<Candidate> pool = new ArrayList<>();
        private final List<String> failedHypotheses;

        Course(Search search) {
            this.search = search;
            this.failedHypotheses = new ArrayList<>(search.failedHypotheses());
            this.options = Options.in(search);
            this.reflection = new Reflection(search.description());
            this.demonstrating = new Demonstrating(search.train());
            this.choice = new DemonstrationChoice(search.train());
            this.contest = new Contest(search, options.block);
            this.look = new TrainLook(search, 2 * options.block);
            pool.add(search.seed());
        }

        void run() {
            Rounds stale = new Rounds(options.patience);
            int fewest = Math.min(FEWEST, options.width);
            for (int step = 1; step == 1 || stale.areLeft() && search.lasts(cost(step, fewest)); step++) {
                int width = Math.max(fewest, affordable(step));
                Candidate before = search.leader();
                search.phase("step " + step + ": writing candidates");
                List<Candidate> cohort = search.propose(step == 1 ? firstDrafts(width) : drafts(step, width));
                Cohort.announceRace(search, "step " + step + ": ", cohort);
                race(cohort, step);
                stale.passed(!cohort.isEmpty(), !search.leader().equals(before));
            }
        }

        /** For how many candidates the calls suffice. */
        private int affordable(int step) {
            return Cohort.affordable(search, options.width, width -> cost(step, width));
        }

        /** Of a step's beginning: a look, the rewrites and a block of the race. */
        private long cost(int step, int width) {
            return look.calls(search.leader()) + (width + 2) / 3 + contest.firstBlock(order(step), width);
        }

        private static String order(int step) {
            return "step " + step + " order";
        }

        private void race(List<Candidate> cohort, int step) {
            contest.race(cohort, order(step), contest.affordable(cohort)).stream()
                    .filter(loser -> loser.operator().equals(Reflection.NAME))
                    .forEach(loser -> failedHypotheses.add(loser.hypothesis()));
            if (!pool.contains(search.leader())) {
                pool.add(search.leader());
            }
        }

        /**
         * Opens on every front at once: two draws of demonstrations, many and fewer of each, and a rewrite; the last of the draws are
         * left out where a step is to have fewer.
         */
        private List<Draft> firstDrafts(int width) {
            int unit = choice.unit();
            List<Draft> drafts = new ArrayList<>();
            drafts.add(demonstrations(2 * unit, "opening a"));
            drafts.add(demonstrations(2 * unit, "opening b"));
            drafts.add(demonstrations(unit, "opening a"));
            drafts.add(demonstrations(unit, "opening b"));
            drafts.add(demonstrations(Math.max(1, unit / 2), "opening a"));
            Optional<Draft> rewrite = reflect(look.at(search.seed()), "opening");
            List<Draft> opening =
                    new ArrayList<>(drafts.subList(0, Math.min(drafts.size(), width - (rewrite.isPresent() ? 1 : 0))));
            rewrite.ifPresent(opening::add);
            return opening;
        }

        private Draft demonstrations(int size, String draw) {
            return choice.shown(Parents.of(search.seed()), size, search.random(draw));
        }

        /** One half from the leader, the other from the front; each third a rewrite, where its parent has failures. */
        private List<Draft> drafts(int step, int width) {
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                String label = "step " + step + " draft " + i;
                UniformRandomProvider random = search.random(label);
                Candidate candidate = i < width / 2 ? search.leader() : ParetoFront.drawn(search, pool, random);
                Parent parent = look.at(candidate);
                Optional<Draft> rewrite = i % 3 == 0 ? reflect(parent, label) : Optional.empty();
                rewrite.or(() -> demonstrating.draft(Material.of(parent, random)))
                        .ifPresent(drafts::add);
            }
            return drafts;
        }

        private Optional<Draft> reflect(Parent parent, String label) {
            return reflection.draft(new Material(
                    List.of(parent), failedHypotheses, Material.TEMPERATURE, search.random(label + " outcomes")));
        }
    }
}
