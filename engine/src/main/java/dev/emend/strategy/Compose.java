package dev.emend.strategy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.model.Purpose;
import dev.emend.proposal.Demonstrating;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Operators;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Reflection;
import dev.emend.search.Blends;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A strategy that a user puts together in the task file, from operators and a way to choose parents. Emend's own.
 *
 * <p>A step writes drafts by going round the operators, each with a parent of its own; an operator of several parents gets as
 * many of the best. Then the candidates race against the leader. Whoever has led, and the runner-up of each race, stays in
 * the pool that parents come from. A blend leads only where a paired test says that it is better than its parents ({@link
 * Blends}); where the calls left are too few for that, none is written any more. The search ends when some steps in a row have
 * brought no new leader, or where the calls left do not pay for a block of a race of two candidates; where they pay for fewer than
 * the width, a step has fewer. An operator that can do nothing with its parent, such as a reflection where there are no failures, leaves
 * its turn to the next one.
 *
 * <p>Cost of a step with width w and v validation examples: a call to the meta-model for each draft whose operator asks; at
 * most (w + 2)·v/2 calls to the task model; and a look at each new parent's answers to some train examples, where an
 * operator wants to see them, or to all that a quarter of the calls left pays for, where it reads all failures. Where a blend is ahead,
 * its test takes up to v more for it and for each of its parents, less what they have met.
 */
public final class Compose implements Strategy {

    private static final List<String> OPERATORS = List.of(Induction.NAME, Reflection.NAME, Demonstrating.NAME);

    /** A parent's answers for an operator that reads all failures cost at most one in so many calls that are left. */
    private static final int LOOKING = 4;

    /** Fewer candidates are hardly a step. */
    private static final int FEWEST = 2;

    private static final String LEADER = "leader";
    private static final String FRONT = "front";
    private static final String TOURNAMENT = "tournament";

    private static final Profile PROFILE = new Profile(
            "compose",
            "goes round the operators that the task file names, and races what they write",
            "",
            Profile.Searches.BOTH,
            "at most width meta calls; (width + 2) x validation / 2 task calls at most, and train answers of each new parent where"
                    + " an operator looks at them; for a blend that is ahead, up to validation more for it and for each of its"
                    + " parents",
            List.of(
                    Profile.Option.someOf(
                            "operators",
                            new Operators("", List.of()).names(),
                            String.join(", ", OPERATORS),
                            "names of operators, which take turns in this order; \"emend strategies\" lists them"),
                    Profile.Option.oneOf(
                            "parents",
                            List.of(LEADER, FRONT, TOURNAMENT),
                            "\"leader\": the best; \"front\": drawn from those that are best on some example;"
                                    + " \"tournament\": the better of two drawn by lot"),
                    Profile.Option.whole("width", 1, "6", "candidates a step, fewer where calls are few"),
                    Profile.Option.whole("patience", 1, "3", "steps without a new leader after which the search ends"),
                    Profile.Option.whole(
                            "looked",
                            1,
                            "all, as far as a quarter of the calls left pays for it",
                            "train examples that a parent answers for an operator that reads all failures, at most"),
                    Profile.Option.number("temperature", 0, 2, "0.8", "of the meta-model")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    /** The meta-model where one of the operators does. */
    @Override
    public Set<Purpose> asks(Map<String, String> options) {
        Operators known = new Operators("", List.of());
        boolean some = Options.in(new Settings(options)).operators.stream()
                .anyMatch(name -> known.named(name).asks());
        return some ? Set.of(Purpose.META) : Set.of();
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    private record Options(
            List<String> operators, String parents, int width, int patience, int looked, double temperature) {

        /** @throws InvalidInputException where no operator could begin */
        static Options in(Settings settings) {
            List<String> names = settings.someOf("operators", OPERATORS);
            Operators known = new Operators("", List.of());
            if (names.stream().allMatch(name -> known.named(name).parents() > 1)) {
                throw new InvalidInputException(
                        "the operators " + names + " write from several prompts each, and at first there is one",
                        Where.NOWHERE,
                        "add one that writes from a single prompt, such as " + Demonstrating.NAME + ".");
            }
            return new Options(
                    names,
                    settings.oneOf("parents", List.of(LEADER, FRONT, TOURNAMENT)),
                    settings.whole("width", 6),
                    settings.whole("patience", 3),
                    settings.whole("looked", Integer.MAX_VALUE),
                    settings.number("temperature", Material.TEMPERATURE));
        }
    }

    /** One search's state. */
    private static final class Course {

        private final Search search;
        private final Options options;
        private final List<Operator> operators;
        private final int block;
        private final Contest contest;
        private final Blends blends;
        private final TrainLook look;
        private final List<Candidate> pool = new ArrayList<>();
        private final List<String> failedHypotheses;
        private int turn;

        Course(Search search) {
            this.search = search;
            this.failedHypotheses = new ArrayList<>(search.failedHypotheses());
            this.options = Options.in(new Settings(search));
            Operators known = new Operators(search.description(), search.train());
            this.operators = options.operators.stream().map(known::named).toList();
            this.block = Contest.defaultBlock(search);
            this.contest = new Contest(search, block);
            this.blends = new Blends(search, contest);
            this.look = new TrainLook(search, 2 * block);
            pool.add(search.seed());
        }

        void run() {
            Rounds stale = new Rounds(options.patience);
            int fewest = Math.min(FEWEST, options.width);
            for (int step = 1; step == 1 || stale.areLeft() && search.lasts(cost(step, fewest)); step++) {
                int width = Math.max(fewest, affordable(step));
                Candidate before = search.leader();
                search.phase("step " + step + ": writing candidates");
                List<Draft> drafts = drafts(step, width);
                List<Candidate> cohort = search.propose(drafts);
                Cohort.announceRace(search, "step " + step + ": ", cohort);
                race(cohort, step);
                stale.passed(
                        drafts.isEmpty() || !cohort.isEmpty(), !search.leader().equals(before));
            }
        }

        /** For how many candidates the calls suffice. */
        private int affordable(int step) {
            return Cohort.affordable(search, options.width, width -> cost(step, width));
        }

        /** Of a step's beginning: a look, a request for each candidate and a block of the race. */
        private long cost(int step, int width) {
            boolean asks = operators.stream().anyMatch(Operator::asks);
            return lookCost() + (asks ? width : 0) + contest.firstBlock(order(step), width);
        }

        /** What it costs to see the leader's answers, for the operators that look at them. */
        private long lookCost() {
            return operators.stream()
                    .filter(Operator::looks)
                    .mapToLong(operator ->
                            operator.readsAll() ? look.calls(search.leader(), looked()) : look.calls(search.leader()))
                    .max()
                    .orElse(0);
        }

        private static String order(int step) {
            return "step " + step + " order";
        }

        private void race(List<Candidate> cohort, int step) {
            Blends.Raced raced = blends.race(cohort, pool, order(step), contest.affordable(cohort));
            List<Candidate> dropped = raced.losers();
            dropped.stream()
                    .filter(loser -> operators.stream()
                            .anyMatch(operator ->
                                    operator.asks() && operator.name().equals(loser.operator())))
                    .forEach(loser -> failedHypotheses.add(loser.hypothesis()));
            List<Candidate> strongest = new ArrayList<>(cohort);
            strongest.removeAll(dropped);
            raced.refused().ifPresent(strongest::remove);
            if (!dropped.isEmpty()) {
                strongest.add(dropped.getLast());
            }
            pool.addAll(strongest);
        }

        private List<Draft> drafts(int step, int width) {
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                String label = "step " + step + " draft " + i;
                Candidate parent = parent(search.random(label + " parent"));
                draft(parent, search.random(label)).ifPresent(drafts::add);
            }
            return drafts;
        }

        /** By the operator whose turn it is, or the next one that can make something of its parents. */
        private Optional<Draft> draft(Candidate parent, UniformRandomProvider random) {
            for (int attempt = 0; attempt < operators.size(); attempt++) {
                Operator operator = operators.get(turn++ % operators.size());
                if (Blends.isBlending(operator.name()) && !affordsBlend()) {
                    continue;
                }
                List<Parent> parents = operator.parents() == 1
                        ? List.of(seen(parent, operator))
                        : seen(best(operator.parents()), operator);
                Optional<Draft> draft =
                        operator.draft(new Material(parents, failedHypotheses, options.temperature, random));
                if (draft.isPresent()) {
                    return draft;
                }
            }
            return Optional.empty();
        }

        /** Whether the calls suffice for a step with a block of its race, and the test of a blend behind it. */
        private boolean affordsBlend() {
            return blends.areAffordable(options.width + (options.width + 1L) * block);
        }

        private Candidate parent(UniformRandomProvider random) {
            return switch (options.parents) {
                case FRONT -> ParetoFront.drawn(search, pool, random);
                case TOURNAMENT -> {
                    Candidate first = pool.get(random.nextInt(pool.size()));
                    Candidate second = pool.get(random.nextInt(pool.size()));
                    yield compare(second, first) > 0 ? second : first;
                }
                default -> search.leader();
            };
        }

        /** The leader, and of the others those that come nearest to it, at most so many in all. */
        private List<Candidate> best(int most) {
            List<Candidate> best = new ArrayList<>(List.of(search.leader()));
            pool.stream()
                    .filter(candidate -> !candidate.equals(search.leader()))
                    .sorted((first, second) -> compare(second, first))
                    .limit(most - 1)
                    .forEach(best::add);
            return best;
        }

        /** By the distance to the leader; the newer one loses ties. */
        private int compare(Candidate first, Candidate second) {
            int order = Double.compare(contest.margin(first), contest.margin(second));
            return order != 0 ? order : Integer.compare(second.id(), first.id());
        }

        /** With their answers to the same train examples, where the operator looks at them. */
        private List<Parent> seen(List<Candidate> candidates, Operator operator) {
            return operator.looks() ? look.at(candidates) : Parents.of(candidates);
        }

        /** With its answers to some train examples, where the operator looks at them. */
        private Parent seen(Candidate candidate, Operator operator) {
            if (operator.readsAll()) {
                return look.atAll(candidate, looked());
            }
            return operator.looks() ? look.at(candidate) : Parents.of(candidate);
        }

        /** How many train examples a parent answers for an operator that reads all failures, at most. */
        private long looked() {
            return Math.max(1, Math.min(options.looked, search.callsLeft() / LOOKING));
        }
    }
}
