package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Demonstration;
import dev.emend.proposal.Blend;
import dev.emend.proposal.BlendDifferences;
import dev.emend.proposal.Contract;
import dev.emend.proposal.Crossover;
import dev.emend.proposal.Demonstrating;
import dev.emend.proposal.DemonstrationChoice;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Graft;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Operators;
import dev.emend.proposal.Paraphrase;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Reflection;
import dev.emend.proposal.Shortening;
import dev.emend.proposal.ThinkingStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/**
 * Emend's own search.
 *
 * <p>It joins what was found to work one by one, and leaves to results what works here:
 *
 * <ol>
 *   <li><b>Headroom first</b> ("Prompt Optimization Is a Coin Flip", 2026): the seed answers some validation examples. If
 *       even a perfect prompt could not gain what the gate can show, the search ends.
 *   <li><b>All arms in one race</b>, not in stages: draws of demonstrations in several sizes, the answer's form, induced and
 *       reflected instructions, each alone and over the demonstrations. For small models demonstrations are often the whole
 *       gain (CAPO's ablation; Wan et al., 2024), for large ones instructions are; MIPROv2 and others settle that before
 *       they look.
 *   <li><b>A bandit over operators</b> ({@link OperatorBandit}), credited by the paired improvement of a child on its
 *       parent. A meta-model that writes what cannot be read, or what is known already, is asked less.
 *   <li><b>Hypotheses that failed are remembered</b> and told (VISTA, 2026).
 *   <li><b>A restart from outside the seed's basin</b>: after the first step without a gain, instructions are induced from examples
 *       alone, in every manner, reasoning before the answer among them; so a seed that forbids reasoning is escaped.
 *   <li><b>A blend</b> leads only where a paired test says that it is better than both parents.
 *   <li><b>Falling diversity</b> raises the temperature of the meta-model.
 *   <li><b>Finalists meet fresh examples</b>: train examples that none of them shows and no proposal was written from. Of
 *       those that cannot be told apart the shortest wins, since every call pays for length.
 * </ol>
 *
 * <p>Cost with v validation examples: a look at the seed; an opening race of at most 16 arms, which takes no more than a good half
 * of the calls that the search has; later steps at most half of what is left each, and never more than (width + 1)·v/2 task calls
 * and {@code width} meta calls; two blocks of train answers for each parent of a reflection; a tenth of the calls for the finals.
 */
public final class Auto implements Strategy {

    private static final Profile PROFILE = new Profile(
            "auto",
            "races demonstrations, formats and instructions together, and learns which operators help",
            "",
            Profile.Searches.BOTH,
            "up to 6 meta calls; (width + 1) x validation / 2 task calls at most",
            List.of(
                    Profile.Option.whole("width", 1, "6", "candidates a step after the opening"),
                    Profile.Option.whole("block", 1, "a tenth of validation, 4 to 12", "examples in a block of a race"),
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

    private record Options(int width, OptionalInt block, int patience) {

        static Options in(Settings settings) {
            return new Options(settings.whole("width", 6), settings.whole("block"), settings.whole("patience", 3));
        }
    }

    /** One search's state. */
    private static final class Course {

        private static final Set<String> BLENDS = Set.of(Blend.NAME, BlendDifferences.NAME, Crossover.NAME);
        private static final int FINALISTS = 3;
        private static final int LOOKED_BACK = 12;

        /**
         * Of the calls that a limited search has: what the opening may take, and what is kept for the finals. In simulated
         * races of eleven recorded prompts, twice as many calls were worth one point.
         */
        private static final double OPENING_SHARE = 0.55;

        private static final double FINALS_SHARE = 0.1;

        /** Validation examples that a budget must have for each candidate of a race, on average. */
        private static final int LEAST_EXAMPLES = 11;

        private static final int MOST_ARMS = 16;
        private static final int FEWEST_DRAFTS = 2;

        private final Search search;
        private final Scoreboard scoreboard;
        private final Contest contest;
        private final Operators operators;
        private final Induction induction;
        private final DemonstrationChoice choice;
        private final OperatorBandit bandit = new OperatorBandit(List.of(
                Demonstrating.NAME,
                Reflection.NAME,
                Induction.NAME,
                Graft.NAME,
                Blend.NAME,
                BlendDifferences.NAME,
                Crossover.NAME,
                Contract.NAME,
                ThinkingStyle.NAME,
                Paraphrase.NAME,
                Shortening.NAME));
        private final List<Example> looked;
        private final List<Candidate> met = new ArrayList<>();
        private final List<String> failedHypotheses = new ArrayList<>();
        private final int width;
        private final int block;
        private final int patience;

        Course(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.operators = new Operators(search.description(), search.train());
            this.induction = new Induction(search.description(), search.train());
            this.choice = new DemonstrationChoice(search.train());
            Settings settings = new Settings(search);
            this.width = settings.whole("width", 6);
            this.block = settings.whole("block", Math.clamp(search.validation().size() / 10, 4, 12));
            this.patience = settings.whole("patience", 3);
            this.contest = new Contest(search, block);
            List<Example> train = new ArrayList<>(search.train());
            ListSampler.shuffle(search.random("train order"), train);
            this.looked = List.copyOf(train.subList(0, Math.min(2 * block, train.size())));
            met.add(search.seed());
        }

        void run() {
            if (!hasHeadroom()) {
                search.phase("nothing to gain: even a perfect prompt would not be told from yours");
                return;
            }
            long allowance = search.callsLeft();
            boolean limited = allowance < Long.MAX_VALUE;
            long opening = limited ? (long) (OPENING_SHARE * allowance) : Long.MAX_VALUE;
            long kept = limited ? (long) (FINALS_SHARE * allowance) : 0;
            race(
                    opening(limited ? (int) Math.clamp(opening / LEAST_EXAMPLES, 4, MOST_ARMS) : MOST_ARMS),
                    "opening",
                    opening);
            int stale = search.leader().equals(search.seed()) ? 1 : 0;
            boolean restarted = false;
            for (int step = 1; stale < patience; step++) {
                long spendable = limited ? (search.callsLeft() - kept) / 2 : Long.MAX_VALUE;
                int affordable = (int) Math.clamp(spendable / LEAST_EXAMPLES - 1, 0, width);
                if (affordable < FEWEST_DRAFTS) {
                    break;
                }
                Candidate before = search.leader();
                boolean restart = stale > 0 && !restarted;
                restarted |= restart;
                search.phase("step " + step + (restart ? ": starting anew from examples" : ": writing candidates"));
                race(restart ? restart(step, affordable) : step(step, affordable), "step " + step, spendable);
                stale = search.leader().equals(before) ? stale + 1 : 0;
            }
            finals();
        }

        /** Whether the gate could show what a perfect prompt would gain. */
        private boolean hasHeadroom() {
            search.phase("probing what there is to gain");
            for (List<Example> probe : List.of(contest.development(4 * block), search.validation())) {
                search.evaluate(List.of(search.seed()), probe);
                double[] lost = scoreboard.outcomes(search.seed().id(), probe).stream()
                        .mapToDouble(outcome -> 1 - outcome.score().value())
                        .toArray();
                Estimate errors = Estimates.of(lost, 0.95);
                if (errors.interval().high() < search.detectable()) {
                    return false;
                }
                if (errors.value() > search.detectable() / 2) {
                    return true;
                }
            }
            return true;
        }

        /** The arms of the first race: those that most often help come first, as many as the budget can tell apart. */
        private List<Candidate> opening(int arms) {
            search.phase("opening: demonstrations, formats and instructions");
            Parent seed = look(search.seed());
            int unit = choice.unit();
            List<Draft> shown = new ArrayList<>();
            if (unit > 0) {
                for (Size size : List.of(
                        new Size(2 * unit, "a"),
                        new Size(unit, "a"),
                        new Size(2 * unit, "b"),
                        new Size(3 * unit, "a"),
                        new Size(Math.max(1, unit / 2), "b"),
                        new Size(2 * unit, "c"),
                        new Size(unit, "b"))) {
                    shown.add(demonstrations(seed, Math.min(size.examples, choice.available()), size.draw));
                }
            }
            shown = shown.subList(0, Math.min(shown.size(), Math.max(2, arms / 2)));
            List<Draft> told = new ArrayList<>();
            contract(seed).ifPresent(told::add);
            Induction.Manner other = answersAreReasoned() ? Induction.Manner.REASONED : Induction.Manner.RULES;
            induce(seed, Induction.Manner.FREE, "opening").ifPresent(told::add);
            reflect(seed, "opening").ifPresent(told::add);
            induce(seed, other, "opening").ifPresent(told::add);
            told = told.subList(0, Math.min(told.size(), Math.max(1, (arms - shown.size() + 1) / 2)));
            List<Draft> drafts = new ArrayList<>(shown);
            drafts.addAll(told);
            List<Optional<Candidate>> written = search.write(drafts);
            List<Optional<Candidate>> instructions = written.subList(shown.size(), written.size());
            fruitless(told, instructions);
            List<Candidate> cohort = passed(written);
            Optional<Candidate> widest = shown.isEmpty() ? Optional.empty() : written.getFirst();
            widest.ifPresent(demonstrations ->
                    cohort.addAll(grafts(demonstrations, passed(instructions), arms - cohort.size(), "opening")));
            return cohort;
        }

        private static List<Candidate> passed(List<Optional<Candidate>> written) {
            return new ArrayList<>(written.stream().flatMap(Optional::stream).toList());
        }

        /** The demonstrations of one candidate under the instructions of others. */
        private List<Candidate> grafts(Candidate shown, List<Candidate> told, int most, String label) {
            List<Draft> drafts = new ArrayList<>();
            for (Candidate instruction : told) {
                operators
                        .named(Graft.NAME)
                        .draft(Material.of(
                                List.of(parent(shown), parent(instruction)), search.random(label + " graft")))
                        .filter(draft -> drafts.size() < most)
                        .ifPresent(drafts::add);
            }
            return search.propose(drafts);
        }

        private Optional<Draft> reflect(Parent parent, String label) {
            return operators.named(Reflection.NAME).draft(material(List.of(parent), label + " reflect"));
        }

        private record Size(int examples, String draw) {}

        /** Whether right answers are more than a label, so that a model may have to work towards them. */
        private boolean answersAreReasoned() {
            return choice.answers() > choice.available() / 3;
        }

        private Draft demonstrations(Parent parent, int size, String draw) {
            return Demonstrating.shown(
                    parent,
                    choice.choose(size, List.of(), example -> 0, search.random("opening " + draw)),
                    "show " + size + " examples, every answer as often as any other");
        }

        private Optional<Draft> contract(Parent parent) {
            return operators.named(Contract.NAME).draft(material(List.of(parent), "contract"));
        }

        private Optional<Draft> induce(Parent parent, Induction.Manner manner, String label) {
            Parent bare = new Parent(parent.id(), parent.prompt().withDemonstrations(List.of()));
            return induction.draft(material(List.of(bare), label + " " + manner), manner);
        }

        /** Instructions in every manner, alone and over the leader's demonstrations. */
        private List<Candidate> restart(int step, int most) {
            List<Draft> drafts = new ArrayList<>();
            for (Induction.Manner manner :
                    List.of(Induction.Manner.REASONED, Induction.Manner.FREE, Induction.Manner.RULES)) {
                induce(parent(search.seed()), manner, "step " + step).ifPresent(drafts::add);
            }
            List<Optional<Candidate>> written = search.write(drafts.subList(0, Math.min(most, drafts.size())));
            fruitless(drafts, written);
            List<Candidate> cohort = passed(written);
            cohort.addAll(grafts(search.leader(), passed(written), most - cohort.size(), "step " + step));
            return cohort;
        }

        /** Drafts by the operators that the bandit draws, from the leader and from others that are best somewhere. */
        private List<Candidate> step(int step, int most) {
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                String label = "step " + step + " draft " + i;
                UniformRandomProvider random = search.random(label);
                Candidate first = i % 3 == 2 ? fromFront(random) : search.leader();
                Candidate second = other(first, random);
                for (String name : bandit.drawn(random)) {
                    Operator operator = operators.named(name);
                    Parent parent = operator.looks() && operator.asks() ? look(first) : parent(first);
                    List<Parent> parents = second.equals(first) ? List.of(parent) : List.of(parent, parent(second));
                    Optional<Draft> draft = operator.draft(material(parents, label + " " + name));
                    if (draft.isPresent()) {
                        drafts.add(draft.get());
                        break;
                    }
                }
            }
            List<Optional<Candidate>> written = search.write(drafts);
            fruitless(drafts, written);
            return passed(written);
        }

        private Material material(List<Parent> parents, String label) {
            double temperature = Material.TEMPERATURE + 0.4 * search.duplicates(LOOKED_BACK);
            return new Material(parents, failedHypotheses, temperature, search.random(label));
        }

        private void fruitless(List<Draft> drafts, List<Optional<Candidate>> written) {
            for (int i = 0; i < written.size(); i++) {
                if (written.get(i).isEmpty()) {
                    bandit.fruitless(drafts.get(i).operator());
                }
            }
        }

        private void race(List<Candidate> cohort, String label, long limit) {
            search.phase(label + ": racing " + cohort.size() + " candidates");
            Candidate before = search.leader();
            List<Candidate> dropped = contest.race(cohort, label + " order", limit);
            cohort.forEach(this::credit);
            met.addAll(cohort);
            proveBlend(before);
            dropped.stream()
                    .filter(loser -> loser.operator().equals(Reflection.NAME))
                    .forEach(loser -> failedHypotheses.add(loser.hypothesis()));
        }

        /** A blend leads only where it is better than both of its parents; otherwise the best of them and the old leader does. */
        private void proveBlend(Candidate before) {
            Candidate child = search.leader();
            if (child.equals(before) || !BLENDS.contains(child.operator())) {
                return;
            }
            List<Candidate> parents = child.parents().stream().map(this::byId).toList();
            if (!contest.surpasses(child, parents)) {
                List<Candidate> others = new ArrayList<>(parents);
                others.add(before);
                search.evaluate(List.of(before), search.validation());
                search.lead(contest.best(others, search.validation()));
            }
        }

        private Candidate byId(int id) {
            return Candidate.withId(met, id);
        }

        /** By what the child gains on the better one of its parents. */
        private void credit(Candidate child) {
            double least = Double.POSITIVE_INFINITY;
            int examples = 0;
            for (int parent : child.parents()) {
                List<Example> shared = scoreboard.shared(parent, child.id(), search.validation());
                double improvement = scoreboard.score(child.id(), shared) - scoreboard.score(parent, shared);
                if (!shared.isEmpty() && improvement < least) {
                    least = improvement;
                    examples = shared.size();
                }
            }
            if (examples > 0) {
                bandit.credit(child.operator(), least, examples);
            }
        }

        /** One that is best on some example, among those that have met as much as the leader. */
        private Candidate fromFront(UniformRandomProvider random) {
            List<Example> measured = search.validation().stream()
                    .filter(example ->
                            scoreboard.outcome(search.leader().id(), example).isPresent())
                    .toList();
            List<Candidate> complete = met.stream()
                    .filter(candidate ->
                            scoreboard.outcomes(candidate.id(), measured).size() == measured.size())
                    .toList();
            return byId(ParetoFront.of(complete, measured, scoreboard).sample(random));
        }

        /** Another candidate to combine with: one of the better half by what was measured. */
        private Candidate other(Candidate first, UniformRandomProvider random) {
            List<Candidate> others = met.stream()
                    .filter(candidate -> !candidate.equals(first))
                    .sorted(byScore())
                    .toList();
            return others.isEmpty() ? first : others.get(random.nextInt((others.size() + 1) / 2));
        }

        private Comparator<Candidate> byScore() {
            return Comparator.comparingDouble(
                            (Candidate candidate) -> -scoreboard.score(candidate.id(), search.validation()))
                    .thenComparing(Candidate::id);
        }

        /** The best by validation meet train examples that none of them shows, and the pooled scores decide. */
        private void finals() {
            List<Candidate> finalists = met.stream()
                    .filter(candidate -> scoreboard
                                    .outcomes(candidate.id(), search.validation())
                                    .size()
                            == search.validation().size())
                    .sorted(byScore())
                    .limit(FINALISTS)
                    .toList();
            Set<String> shown = finalists.stream()
                    .flatMap(candidate -> candidate.prompt().demonstrations().stream())
                    .map(Demonstration::exampleId)
                    .collect(Collectors.toSet());
            Set<String> seen = looked.stream().map(Example::id).collect(Collectors.toSet());
            List<Example> fresh = search.train().stream()
                    .filter(example -> !shown.contains(example.id()) && !seen.contains(example.id()))
                    .limit(Math.max(0, affordable(finalists.size())))
                    .toList();
            if (finalists.size() < 2 || fresh.isEmpty()) {
                return;
            }
            search.phase("finals: " + finalists.size() + " candidates on " + fresh.size() + " fresh examples");
            search.evaluate(finalists, fresh);
            List<Example> all = new ArrayList<>(search.validation());
            all.addAll(fresh);
            double best = finalists.stream()
                    .mapToDouble(candidate -> scoreboard.score(candidate.id(), all))
                    .max()
                    .orElse(0);
            // Half an example is no difference.
            Candidate champion = finalists.stream()
                    .filter(candidate -> scoreboard.score(candidate.id(), all) >= best - 0.5 / all.size())
                    .min(Comparator.comparingInt(candidate -> candidate.prompt().length()))
                    .orElseThrow();
            if (!champion.equals(search.leader())) {
                search.lead(champion);
            }
        }

        private long affordable(int finalists) {
            return search.callsLeft() == Long.MAX_VALUE
                    ? search.train().size()
                    : search.callsLeft() / Math.max(1, finalists);
        }

        /** A candidate with its answers to a few train examples. */
        private Parent look(Candidate candidate) {
            search.evaluate(List.of(candidate), looked);
            return parent(candidate);
        }

        /** A candidate with what is known of its answers to train examples. */
        private Parent parent(Candidate candidate) {
            Set<String> shown = candidate.prompt().demonstrations().stream()
                    .map(Demonstration::exampleId)
                    .collect(Collectors.toSet());
            List<Outcome> outcomes = scoreboard.outcomes(candidate.id(), looked).stream()
                    .filter(outcome -> !shown.contains(outcome.example().id()))
                    .toList();
            return new Parent(candidate.id(), candidate.prompt(), outcomes);
        }
    }
}
