package dev.emend.search;

import dev.emend.proposal.Blend;
import dev.emend.proposal.BlendDifferences;
import dev.emend.proposal.Crossover;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Races in which a blend of two prompts leads only after a paired test on all of validation says that it is better than each
 * of them. A blend that only looks as good as its parents brings nothing but length, and a budget that ends before the test
 * ends with a prompt that needs none.
 */
final class Blends {

    private static final Set<String> OPERATORS = Set.of(Blend.NAME, BlendDifferences.NAME, Crossover.NAME);

    static boolean isBlending(String operator) {
        return OPERATORS.contains(operator);
    }

    private final Search search;
    private final Contest contest;
    private final Set<Candidate> proved = new HashSet<>();

    Blends(Search search, Contest contest) {
        this.search = search;
        this.contest = contest;
    }

    /** Whoever is no blend, and a blend that has passed the test. */
    boolean mayLead(Candidate candidate) {
        return !isBlending(candidate.operator()) || proved.contains(candidate);
    }

    /**
     * @param losers who dropped out of the race
     * @param refused the blend that was ahead and did not pass the test, if there was one
     */
    record Raced(List<Candidate> losers, Optional<Candidate> refused) {}

    /**
     * Races a cohort against the leader, and tests the best blend that is ahead.
     *
     * @param known the parents of the cohort, and more
     * @param limit rollouts in all, those of the test aside
     */
    Raced race(List<Candidate> cohort, List<Candidate> known, String label, long limit) {
        List<Candidate> losers = contest.race(cohort, label, limit, this::mayLead);
        Optional<Candidate> ahead = cohort.stream()
                .filter(candidate -> isBlending(candidate.operator()) && !losers.contains(candidate))
                .filter(candidate -> contest.margin(candidate) > 0)
                .max(Comparator.comparingDouble(contest::margin)
                        .thenComparing(Candidate::id, Comparator.reverseOrder()));
        if (ahead.isEmpty()) {
            return new Raced(losers, ahead);
        }
        Candidate blend = ahead.get();
        search.phase("does the blend surpass its parents?");
        List<Candidate> parents = new ArrayList<>();
        blend.parents().forEach(id -> parents.add(Candidate.withId(known, id)));
        if (contest.surpasses(blend, parents)) {
            proved.add(blend);
            contest.challenge(blend);
            return new Raced(losers, Optional.empty());
        }
        search.drop(blend, Blending.NOT_PROVED);
        return new Raced(losers, ahead);
    }
}
