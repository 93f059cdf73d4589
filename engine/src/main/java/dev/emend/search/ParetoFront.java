package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The candidates that are best at something, such as an example, weighted by how much (GEPA, algorithm 2). A candidate that
 * wins only where another one that stays wins too is left out, worst first.
 *
 * @param wins by candidate id: in how many contests of its {@link Frontier} it is among the best; only those on the front
 */
public record ParetoFront(SortedMap<Integer, Integer> wins) {

    public ParetoFront {
        wins = Collections.unmodifiableSortedMap(new TreeMap<>(wins));
    }

    /** By single examples. Asks no model. */
    static ParetoFront of(List<Candidate> candidates, List<Example> examples, Scoreboard scoreboard) {
        return of(Frontier.INSTANCE, candidates, examples, scoreboard);
    }

    /**
     * Decided by what is on the scoreboard; asks no model.
     *
     * @param candidates in order of id, all of them measured on all the examples
     */
    public static ParetoFront of(
            Frontier frontier, List<Candidate> candidates, List<Example> examples, Scoreboard scoreboard) {
        List<Set<Integer>> fronts = new ArrayList<>();
        for (ToDoubleFunction<Candidate> contest : frontier.contests(examples, scoreboard)) {
            double best = Double.NEGATIVE_INFINITY;
            Set<Integer> front = new LinkedHashSet<>();
            for (Candidate candidate : candidates) {
                double score = contest.applyAsDouble(candidate);
                if (score > best) {
                    best = score;
                    front.clear();
                }
                if (score == best && best > Double.NEGATIVE_INFINITY) {
                    front.add(candidate.id());
                }
            }
            fronts.add(front);
        }
        List<Candidate> worstFirst = new ArrayList<>(candidates);
        worstFirst.sort(
                (a, b) -> Double.compare(scoreboard.score(a.id(), examples), scoreboard.score(b.id(), examples)));
        for (Candidate candidate : worstFirst) {
            boolean needed = fronts.stream().anyMatch(front -> front.size() == 1 && front.contains(candidate.id()));
            if (!needed) {
                fronts.stream().filter(front -> front.size() > 1).forEach(front -> front.remove(candidate.id()));
            }
        }
        SortedMap<Integer, Integer> wins = new TreeMap<>();
        fronts.forEach(front -> front.forEach(id -> wins.merge(id, 1, Integer::sum)));
        return new ParetoFront(wins);
    }

    /**
     * A candidate that is best on some validation example that the leader has met, with a probability proportional to how many
     * these are; the leader where it has met none.
     *
     * @param pool the leader among them; those that have met fewer examples than the leader are passed over
     */
    public static Candidate drawn(Search search, List<Candidate> pool, UniformRandomProvider random) {
        Scoreboard scoreboard = search.scoreboard();
        Candidate leader = search.leader();
        List<Example> measured = search.validation().stream()
                .filter(example -> scoreboard.outcome(leader.id(), example).isPresent())
                .toList();
        if (measured.isEmpty()) {
            return leader;
        }
        List<Candidate> complete = pool.stream()
                .filter(candidate ->
                        scoreboard.outcomes(candidate.id(), measured).size() == measured.size())
                .sorted(Comparator.comparing(Candidate::id))
                .toList();
        return Candidate.withId(complete, of(complete, measured, scoreboard).sample(random));
    }

    /**
     * The id of one candidate, with a probability proportional to its wins.
     *
     * @throws IllegalStateException where nobody is on the front
     */
    public int sample(UniformRandomProvider random) {
        int total = wins.values().stream().mapToInt(Integer::intValue).sum();
        int ticket = random.nextInt(total);
        for (Map.Entry<Integer, Integer> entry : wins.entrySet()) {
            ticket -= entry.getValue();
            if (ticket < 0) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("the front is empty");
    }
}
