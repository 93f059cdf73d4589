package dev.emend.strategy.gepa;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Proposal;
import dev.emend.search.Candidate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Puts together what two lineages have learned apart since a common ancestor: GEPA's system-aware merge. The components of a
 * prompt are its messages and its demonstrations. Each is taken from the side that has changed it, and from the better side
 * where both have. Lineages that differ in one component only have nothing to merge.
 *
 * <p>Candidates are looked through in the order of their ids, so that the same random numbers give the same merge.
 */
final class Merges {

    static final String NAME = "merge";

    private static final int CONTESTED = 5;

    private final Supplier<List<Example>> scored;
    private final Scoreboard scoreboard;
    private final Map<Integer, Candidate> pool = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    /** @param scored the validation examples on which all candidates were scored, and are compared */
    Merges(Supplier<List<Example>> scored, Scoreboard scoreboard) {
        this.scored = scored;
        this.scoreboard = scoreboard;
    }

    /** Two candidates, the older one first, an ancestor of both, and what comes of them. */
    record Merge(Candidate first, Candidate second, Candidate ancestor, Prompt child) {

        Draft draft() {
            return new Draft.Written(new Proposal(
                    child,
                    List.of(first.id(), second.id()),
                    NAME,
                    "what candidates " + first.id() + " and " + second.id() + " have learned since candidate "
                            + ancestor.id() + " adds up"));
        }
    }

    /** A candidate that was scored on the examples, whose parents are in the pool already. */
    void add(Candidate candidate) {
        pool.put(candidate.id(), candidate);
        known.add(candidate.prompt().fingerprint());
    }

    /**
     * A merge that was not drawn before: a pair by lot, and one of its ancestors in proportion to their scores. The two are
     * of separate lineages, neither has fallen behind the ancestor, and the child is not in the pool.
     *
     * @param front ids of the candidates that may be merged
     */
    Optional<Merge> draw(SortedSet<Integer> front, UniformRandomProvider random) {
        List<List<Merge>> pairs = new ArrayList<>();
        for (int first : front) {
            for (int second : front.tailSet(first + 1)) {
                List<Merge> merges = possible(member(first), member(second));
                if (!merges.isEmpty()) {
                    pairs.add(merges);
                }
            }
        }
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        Merge drawn = byScore(pairs.get(random.nextInt(pairs.size())), random);
        known.add(drawn.child().fingerprint());
        return Optional.of(drawn);
    }

    /**
     * Five validation examples on which a merge is tried: two on which the first candidate is better, two on which the second
     * is, and one on which neither is, filled up with others where there are too few of a kind.
     */
    List<Example> contested(Merge merge, UniformRandomProvider random) {
        List<Example> shuffled = Lots.shuffled(scored.get(), random);
        List<Example> chosen = new ArrayList<>();
        for (int sign : new int[] {1, -1, 0}) {
            shuffled.stream()
                    .filter(example ->
                            Double.compare(value(merge.first(), example), value(merge.second(), example)) == sign)
                    .limit(Math.min((CONTESTED + 2) / 3, CONTESTED - chosen.size()))
                    .forEach(chosen::add);
        }
        shuffled.removeAll(chosen);
        chosen.addAll(shuffled.subList(0, Math.min(shuffled.size(), CONTESTED - chosen.size())));
        return chosen;
    }

    private double value(Candidate candidate, Example example) {
        return scoreboard
                .outcome(candidate.id(), example)
                .map(outcome -> outcome.score().value())
                .orElse(0.0);
    }

    private double score(Candidate candidate) {
        return scoreboard.score(candidate.id(), scored.get());
    }

    private Candidate member(int id) {
        return Objects.requireNonNull(pool.get(id));
    }

    /** By ancestor, the oldest first. */
    private List<Merge> possible(Candidate first, Candidate second) {
        SortedSet<Integer> ancestors = ancestors(first);
        SortedSet<Integer> others = ancestors(second);
        if (ancestors.contains(second.id()) || others.contains(first.id())) {
            return List.of();
        }
        return ancestors.stream()
                .filter(others::contains)
                .map(this::member)
                .filter(ancestor -> score(ancestor) <= Math.min(score(first), score(second)))
                .map(ancestor -> new Merge(first, second, ancestor, merged(ancestor, first, second)))
                .filter(merge -> !known.contains(merge.child().fingerprint()))
                .toList();
    }

    private SortedSet<Integer> ancestors(Candidate candidate) {
        SortedSet<Integer> found = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>(candidate.parents());
        while (!open.isEmpty()) {
            int id = open.pop();
            // What a search starts from may itself have parents, which it knows nothing of.
            if (pool.containsKey(id) && found.add(id)) {
                open.addAll(member(id).parents());
            }
        }
        return found;
    }

    private Prompt merged(Candidate ancestor, Candidate first, Candidate second) {
        Prompt origin = ancestor.prompt();
        Prompt own = first.prompt();
        Prompt other = second.prompt();
        Prompt better = score(second) > score(first) ? other : own;
        Prompt child = origin;
        for (int i = 0; i < origin.messages().size(); i++) {
            child = child.withMessage(
                    i,
                    chosen(
                            origin.messages().get(i).content(),
                            own.messages().get(i).content(),
                            other.messages().get(i).content(),
                            better.messages().get(i).content()));
        }
        return child.withDemonstrations(
                chosen(origin.demonstrations(), own.demonstrations(), other.demonstrations(), better.demonstrations()));
    }

    private static <T> T chosen(T origin, T own, T other, T better) {
        if (own.equals(origin)) {
            return other;
        }
        return other.equals(origin) ? own : better;
    }

    /** One of them, in proportion to the score of its ancestor; any, where every ancestor scores 0. */
    private Merge byScore(List<Merge> merges, UniformRandomProvider random) {
        return Lots.weighted(merges, merge -> score(merge.ancestor()), random);
    }
}
