package dev.emend.strategy.mipro;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import dev.emend.search.Search;
import dev.emend.search.ShrunkMargins;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The pairs of an instruction and a set of demonstrations that {@link Mipro} has tried, and what they are worth: how much better
 * than the seed they are on the validation examples that both have met. Pairs are written as (instruction, set).
 */
final class TriedPairs {

    private final Search search;
    private final Scoreboard scoreboard;
    private final Map<List<Integer>, Candidate> tried = new LinkedHashMap<>();
    private final Set<List<Integer>> refused = new HashSet<>();

    TriedPairs(Search search) {
        this.search = search;
        this.scoreboard = search.scoreboard();
    }

    void put(List<Integer> pair, Candidate candidate) {
        tried.put(pair, candidate);
    }

    void refuse(List<Integer> pair) {
        refused.add(pair);
    }

    Optional<Candidate> candidate(List<Integer> pair) {
        return Optional.ofNullable(tried.get(pair));
    }

    private boolean isNew(List<Integer> pair) {
        Candidate candidate = tried.get(pair);
        return !refused.contains(pair) && (candidate == null || met(candidate) == 0);
    }

    /** How many validation examples the candidate has met: the beginning of the one order. */
    int met(Candidate candidate) {
        return scoreboard.outcomes(candidate.id(), search.validation()).size();
    }

    /** The difference to the seed on what the candidate has met. */
    private double value(Candidate candidate) {
        List<Example> shared = scoreboard.shared(search.seed().id(), candidate.id(), search.validation());
        return scoreboard.score(candidate.id(), shared)
                - scoreboard.score(search.seed().id(), shared);
    }

    /** The value, drawn towards that of all trials the more, the fewer examples it rests on. */
    double posterior(Candidate candidate) {
        double values = 0;
        double weights = 0;
        for (Candidate other : tried.values()) {
            values += value(other) * met(other);
            weights += met(other);
        }
        double mean = weights == 0 ? 0 : values / weights;
        return ShrunkMargins.shrunk(value(candidate), met(candidate), mean);
    }

    /** Best by posterior first; only those that have met something. */
    List<Candidate> ranked() {
        return tried.values().stream()
                .filter(candidate -> met(candidate) > 0)
                .sorted(Comparator.comparingDouble((Candidate candidate) -> -posterior(candidate))
                        .thenComparing(Candidate::id))
                .toList();
    }

    /** The pair to try next, by what the others were worth; empty where all were tried. */
    Optional<List<Integer>> next(int instructions, int sets, UniformRandomProvider random) {
        Tpe tpe = new Tpe(List.of(instructions, sets));
        tried.forEach((pair, candidate) -> {
            if (met(candidate) > 0) {
                tpe.observe(pair, value(candidate), met(candidate));
            }
        });
        return tpe.suggest(this::isNew, random);
    }
}
