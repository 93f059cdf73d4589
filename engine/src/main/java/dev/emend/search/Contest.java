package dev.emend.search;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.evaluation.race.Elimination;
import dev.emend.evaluation.race.Knockout;
import dev.emend.evaluation.race.Order;
import dev.emend.evaluation.race.Race;
import dev.emend.evaluation.race.Rules;
import dev.emend.evaluation.race.SurvivorRace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How candidates are compared on the validation examples. Strategies select by it, but for a selection that is what
 * a paper is about, so that they differ in what they write.
 *
 * <p>A race is for one winner: who is proved not to be the best drops out at once ({@link Race}). It may cost half of what
 * scoring everyone on everything would: to keep to that, the last of the field goes from time to time without proof, which is
 * a heuristic; docs/statistics.md has what it costs. Several survivors come from a race too, where many candidates compete
 * for few places ({@link SurvivorRace}), or from a ranking: everyone meets the same examples.
 */
public final class Contest {

    /** The chance that a child which is no better than a parent is taken for better. */
    public static final double SURPASSED = 0.2;

    /** In right answers. */
    private static final double LEAST_LEAD = 2;

    /** Sums that differ by less are equal but for rounding. */
    private static final double TIE = 1e-9;

    private final Search search;
    private final Scoreboard scoreboard;
    private final List<Example> validation;
    private final int block;

    /** @param block validation examples between two decisions of a race, at least 1 */
    public Contest(Search search, int block) {
        this.search = search;
        this.scoreboard = search.scoreboard();
        this.validation = search.validation();
        this.block = block;
    }

    /** Blocks of a fifth of the validation examples, 4 to 12. */
    public static int defaultBlock(Search search) {
        return Math.max(4, Math.min(12, search.validation().size() / 5));
    }

    /**
     * The validation examples that a race of this label meets first, in its order.
     *
     * @param examples how many, at least 1; all where there are fewer
     */
    public List<Example> first(String label, int examples) {
        return new Race(2, order(label), Rules.of(examples))
                .nextBlock().stream().map(validation::get).toList();
    }

    /**
     * What the first block of a race of this label costs, in calls.
     *
     * @param challengers how many enter that have met nothing yet, besides the leader
     */
    public long firstBlock(String label, int challengers) {
        List<Example> first = first(label, block);
        int known = scoreboard.outcomes(search.leader().id(), first).size();
        return (challengers + 1L) * first.size() - known;
    }

    private Order order(String label) {
        return Order.uniform(validation.size(), search.random(label).nextLong());
    }

    /**
     * The leader and its challengers race over the validation examples, in an order drawn by the label. The winner meets
     * all of them, leads from then on, and is ahead of the leader of before wherever both were measured.
     *
     * @return the challengers that dropped out on the way, in order; the leader of before stays in the running
     */
    public List<Candidate> race(List<Candidate> challengers, String label) {
        return race(challengers, label, Long.MAX_VALUE);
    }

    /** @param limit rollouts in all, where that is less than half of scoring everyone on everything */
    public List<Candidate> race(List<Candidate> challengers, String label, long limit) {
        return race(challengers, label, limit, challenger -> true);
    }

    /** @param leads who leads by what the race shows; of others it decides only who drops out */
    List<Candidate> race(List<Candidate> challengers, String label, long limit, Predicate<Candidate> leads) {
        return race(challengers, label, limit, leads, this::finish);
    }

    /**
     * As {@link #race(List, String, long)}, but the winner meets no more examples than the race takes.
     *
     * @param limit rollouts in all, where that is less than half of scoring everyone on everything
     */
    public List<Candidate> heat(List<Candidate> challengers, String label, long limit) {
        return race(
                challengers, label, limit, challenger -> true, incumbent -> lead(better(incumbent, search.leader())));
    }

    /** @param finish is told who led before */
    private List<Candidate> race(
            List<Candidate> challengers,
            String label,
            long limit,
            Predicate<Candidate> leads,
            Consumer<Candidate> finish) {
        Candidate incumbent = search.leader();
        if (challengers.isEmpty()) {
            standing(incumbent);
            return List.of();
        }
        List<Candidate> entrants = new ArrayList<>(List.of(incumbent));
        entrants.addAll(challengers);
        Race race = new Race(
                entrants.size(), order(label), Rules.of(block).withLimit(Math.min(limit, half(entrants.size()))));
        boolean over = false;
        try {
            List<Candidate> dropped =
                    run(race, entrants, List.of(incumbent), met -> ahead(field(race, entrants), met, leads));
            over = true;
            finish.accept(incumbent);
            return dropped;
        } finally {
            if (!over) {
                List<Candidate> racing = new ArrayList<>(List.of(search.leader()));
                field(race, entrants).stream().filter(leads).forEach(racing::add);
                lead(frontRunner(incumbent, racing));
            }
        }
    }

    /**
     * Who leads where a budget ended in mid-race, when some have met more examples than others: the one that is ahead of the leader of
     * before by the most answers. Who is ahead of that one by less than two is not known to be better; but where it is the user's own
     * prompt, the gate decides, and nothing is lost by asking it.
     */
    private Candidate frontRunner(Candidate incumbent, List<Candidate> racing) {
        Candidate first = incumbent;
        double furthest = incumbent.isUsersOwn() ? 0 : LEAST_LEAD - 2 * TIE;
        for (Candidate candidate : racing) {
            List<Example> shared = scoreboard.shared(incumbent.id(), candidate.id(), validation);
            double lead = margin(candidate, incumbent, shared) * shared.size();
            if (lead > furthest + TIE) {
                first = candidate;
                furthest = lead;
            }
        }
        return first;
    }

    /**
     * What a race of the leader and these challengers may take where calls are limited: as much as leaves what its winner then takes to
     * meet the rest of validation, or, where that would be hardly a race, all but a share of what is left. So everyone in it meets the
     * same examples, however few.
     *
     * @return rollouts; {@link Long#MAX_VALUE} where calls are not limited
     */
    public long affordable(List<Candidate> challengers) {
        long left = search.callsLeft();
        if (left == Long.MAX_VALUE) {
            return left;
        }
        int leading = met(search.leader());
        int known =
                Math.min(leading, challengers.stream().mapToInt(this::met).min().orElse(leading));
        int size = challengers.size() + 1;
        long whole = (left - validation.size() + known) * size / Math.max(1, size - 1);
        int shares = leading == validation.size() ? size : size + 1;
        return Math.max(size, whole >= (long) size * block ? whole : left / shares * size);
    }

    /** How many validation examples a candidate has met. */
    private int met(Candidate candidate) {
        return scoreboard.outcomes(candidate.id(), validation).size();
    }

    /** Half of full scoring, and one example for everybody where that is less. */
    long half(int entrants) {
        return Math.max(entrants, (long) entrants * validation.size() / 2);
    }

    /** Where nobody challenges a leader that was never measured, a user hears at least where it stands. */
    private void standing(Candidate leader) {
        if (scoreboard.outcomes(leader.id(), validation).isEmpty()) {
            search.evaluate(List.of(leader), development(block));
        }
    }

    /**
     * As {@link #race(List, String)}, but nobody goes without proof: it may cost as much as scoring everyone on everything. The
     * leader of before has no privilege but to win ties. The winner meets all examples.
     *
     * @return whoever dropped out on the way, in order
     */
    public List<Candidate> prove(List<Candidate> challengers, String label) {
        List<Candidate> entrants = new ArrayList<>(List.of(search.leader()));
        entrants.addAll(challengers);
        Race race = new Race(entrants.size(), order(label), Rules.of(block));
        List<Candidate> dropped = run(race, entrants, List.of(), met -> entrants.get(race.leader()));
        search.evaluate(List.of(search.leader()), validation);
        return dropped;
    }

    /**
     * @param spared who stays in the running, though out of this race
     * @param ahead who leads on the examples met so far
     * @return who dropped out, in order
     */
    private List<Candidate> run(
            Race race, List<Candidate> entrants, List<Candidate> spared, Function<List<Example>, Candidate> ahead) {
        List<Candidate> dropped = new ArrayList<>();
        run(race, entrants, met -> lead(ahead.apply(met)), elimination -> {
            Candidate loser = entrants.get(elimination.candidate());
            // Who may not lead can put out who does.
            if (!spared.contains(loser) && !loser.equals(search.leader())) {
                drop(elimination, entrants);
                dropped.add(loser);
            }
        });
        return dropped;
    }

    /**
     * @param after each block, with the examples met so far: names who leads, so that a budget that ends in mid-race ends with the best
     *     that is known
     * @param eliminated is told each that goes after a block
     * @return the examples met
     */
    private List<Example> run(
            Knockout race, List<Candidate> entrants, Consumer<List<Example>> after, Consumer<Elimination> eliminated) {
        List<Example> met = new ArrayList<>();
        while (!race.over()) {
            List<Example> stretch =
                    race.nextBlock().stream().map(validation::get).toList();
            List<Candidate> field = field(race, entrants);
            search.evaluate(field, stretch);
            met.addAll(stretch);
            List<Elimination> eliminations = race.observe(scores(field, stretch));
            after.accept(met);
            eliminations.forEach(eliminated);
        }
        return met;
    }

    private void drop(Elimination elimination, List<Candidate> entrants) {
        search.drop(
                entrants.get(elimination.candidate()),
                elimination.why(
                        "candidate " + entrants.get(elimination.leader()).id()));
    }

    /** The best of the field that may lead; the leader, though out of the field, where it is ahead of that one. */
    private Candidate ahead(List<Candidate> field, List<Example> met, Predicate<Candidate> leads) {
        List<Candidate> eligible = field.stream().filter(leads).toList();
        if (eligible.size() == field.size() && field.contains(search.leader())) {
            return best(field, met);
        }
        return eligible.isEmpty() ? search.leader() : better(search.leader(), best(eligible, met));
    }

    /** By what both have met; the first of equals. */
    private Candidate better(Candidate first, Candidate second) {
        return best(List.of(first, second), scoreboard.shared(first.id(), second.id(), validation));
    }

    private static List<Candidate> field(Knockout race, List<Candidate> entrants) {
        return race.field().stream().map(entrants::get).toList();
    }

    /** After a {@link #heat} its winner meets all of validation; where the seed is ahead on what both have met, the seed does, too. */
    public void confirm() {
        Candidate winner = search.leader();
        try {
            search.evaluate(List.of(winner), validation);
        } finally {
            challenge(search.seed());
        }
        try {
            search.evaluate(List.of(search.leader()), validation);
        } finally {
            challenge(winner);
        }
    }

    /** Also where the budget ends on the way: by what both have met until then. */
    private void finish(Candidate incumbent) {
        Candidate winner = search.leader();
        try {
            search.evaluate(List.of(winner), validation);
        } finally {
            lead(better(incumbent, winner));
        }
    }

    /**
     * By how much the candidate's score is above the leader's on the validation examples that both have met, in [-1, 1]; 0 where there
     * are none.
     */
    public double margin(Candidate candidate) {
        Candidate leader = search.leader();
        return margin(candidate, leader, scoreboard.shared(leader.id(), candidate.id(), validation));
    }

    private double margin(Candidate candidate, Candidate leader, List<Example> shared) {
        return scoreboard.score(candidate.id(), shared) - scoreboard.score(leader.id(), shared);
    }

    /** The candidate leads from then on where it is better than the leader on the validation examples that both have met. */
    public void challenge(Candidate challenger) {
        challenge(challenger, candidate -> 0);
    }

    void challenge(Candidate challenger, ToDoubleFunction<Candidate> penalty) {
        Candidate leader = search.leader();
        List<Example> shared = scoreboard.shared(leader.id(), challenger.id(), validation);
        if (!shared.isEmpty() && score(challenger, shared, penalty) > score(leader, shared, penalty)) {
            lead(challenger);
        }
    }

    /**
     * A race with several winners over the validation examples, in an order drawn by the label. The best of them leads from
     * then on where it is ahead of the leader of before on what both have met.
     *
     * @param winners how many are looked for; the race is over when no more are left
     * @param penalty what is taken off a candidate's score, such as for its length; wherever scores are compared
     * @param limit evaluations at most, counting those on the scoreboard already; below full scoring, the last go without
     *     proof
     * @return at most {@code winners}, best first; in the entrants' order where there were no more of them from the start
     */
    public List<Candidate> survivors(
            List<Candidate> entrants, int winners, ToDoubleFunction<Candidate> penalty, long limit, String label) {
        SurvivorRace race = new SurvivorRace(
                winners,
                entrants.stream().mapToDouble(penalty).toArray(),
                order(label),
                Rules.of(block).withLimit(limit));
        List<Example> met = run(
                race,
                entrants,
                seen -> challenge(sorted(field(race, entrants), seen, penalty).getFirst(), penalty),
                elimination -> drop(elimination, entrants));
        List<Candidate> standings = met.isEmpty() ? entrants : sorted(field(race, entrants), met, penalty);
        List<Candidate> left = standings.subList(0, Math.min(winners, standings.size()));
        standings
                .subList(left.size(), standings.size())
                .forEach(loser ->
                        search.drop(loser, "not among the best " + winners + " on " + met.size() + " examples"));
        return List.copyOf(left);
    }

    private double[][] scores(List<Candidate> field, List<Example> stretch) {
        return field.stream()
                .map(candidate -> stretch.stream()
                        .mapToDouble(example -> scoreboard
                                .outcome(candidate.id(), example)
                                .map(outcome -> outcome.score().value())
                                .orElse(0.0))
                        .toArray())
                .toArray(double[][]::new);
    }

    private void lead(Candidate best) {
        if (!best.equals(search.leader())) {
            search.lead(best);
        }
    }

    /** By the metric itself, which need not be a mean; the first of equals. */
    public Candidate best(List<Candidate> field, List<Example> met) {
        Candidate best = field.getFirst();
        for (Candidate candidate : field) {
            if (scoreboard.score(candidate.id(), met) > scoreboard.score(best.id(), met)) {
                best = candidate;
            }
        }
        return best;
    }

    private double score(Candidate candidate, List<Example> met, ToDoubleFunction<Candidate> penalty) {
        return scoreboard.score(candidate.id(), met) - penalty.applyAsDouble(candidate);
    }

    /**
     * Whether a child of several parents is better than each of them, paired, on all of validation: a one-sided test at
     * {@link #SURPASSED}. A blend that only looks as good as its parents brings nothing but length.
     *
     * @param parents of the child
     */
    public boolean surpasses(Candidate child, List<Candidate> parents) {
        return surpasses(child, parents, validation, SURPASSED);
    }

    /**
     * As {@link #surpasses(Candidate, List)}, on other examples and by another level.
     *
     * @param level the chance that a child which is no better than a parent is taken for better, in (0, 0.5)
     */
    public boolean surpasses(Candidate child, List<Candidate> parents, List<Example> examples, double level) {
        List<Candidate> all = new ArrayList<>(parents);
        all.add(child);
        search.evaluate(all, examples);
        return parents.stream()
                .allMatch(parent -> scoreboard
                        .difference(parent.id(), child.id(), examples)
                        .filter(gain -> gain.isGain(2 * level))
                        .isPresent());
    }

    /**
     * Scores all candidates on the same examples.
     *
     * @return best first; of equals, the one that was there earlier
     */
    public List<Candidate> ranked(List<Candidate> candidates, List<Example> examples) {
        return ranked(candidates, examples, candidate -> 0);
    }

    /** As {@link #ranked(List, List)}, by scores less a penalty. */
    public List<Candidate> ranked(
            List<Candidate> candidates, List<Example> examples, ToDoubleFunction<Candidate> penalty) {
        search.evaluate(candidates, examples);
        return sorted(candidates, examples, penalty);
    }

    private List<Candidate> sorted(
            List<Candidate> candidates, List<Example> examples, ToDoubleFunction<Candidate> penalty) {
        return candidates.stream()
                .sorted(Comparator.comparingDouble((Candidate candidate) -> -score(candidate, examples, penalty))
                        .thenComparing(Candidate::id))
                .toList();
    }

    /**
     * As many validation examples as this, drawn by the run's seed: the ones on which a strategy scores everyone where all
     * would be too dear. The same call gives the same examples, and fewer of them are the beginning of more.
     */
    public List<Example> development(int size) {
        return List.copyOf(Lots.drawn(validation, size, search.random("development examples")));
    }

    /**
     * The last race of a strategy, and what it keeps calls for.
     *
     * @param finalists how many enter at most, beside the leader and the seed
     */
    public Finals finals(int finalists) {
        return new Finals(search, this, finalists);
    }

    int block() {
        return block;
    }
}
