package dev.emend.search;

import dev.emend.proposal.Blend;
import dev.emend.proposal.BlendDifferences;
import dev.emend.proposal.Breeding;
import dev.emend.proposal.Crossover;
import dev.emend.proposal.Differential;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Races in which a blend of several prompts leads only after a paired test on all of validation says that it is better than each
 * of them. A blend that only looks as good as its parents brings nothing but length, and a budget that ends before the test
 * ends with a prompt that needs none. Nor is the test begun where the calls left are too few for what it takes.
 *
 * <p>The level of the test, {@link Contest#SURPASSED}, is that of a blend which the examples did not choose. This one is ahead in a race
 * on some of these very examples, so that the chance of taking one for better that is not is larger, the more of them raced; it is a
 * threshold against blends that bring nothing, and no proof. The gate's test is on examples that chose nobody. Used by one thread.
 */
public final class Blends {

    private static final Set<String> OPERATORS =
            Set.of(Blend.NAME, BlendDifferences.NAME, Breeding.NAME, Crossover.NAME, Differential.NAME);

    private static final String UNTESTED =
            "ahead, but the calls that are left are too few to prove it better than its parents";

    /** Whether an operator of this name writes blends. */
    public static boolean isBlending(String operator) {
        return OPERATORS.contains(operator);
    }

    private final Search search;
    private final Contest contest;
    private final Set<Candidate> proved = new HashSet<>();

    public Blends(Search search, Contest contest) {
        this.search = search;
        this.contest = contest;
    }

    /** Whoever is no blend, and a blend that has passed the test. Asks no model. */
    public boolean mayLead(Candidate candidate) {
        return !isBlending(candidate.operator()) || proved.contains(candidate);
    }

    /**
     * What came of a race.
     *
     * @param losers who dropped out, in order
     * @param refused the blend that was ahead and did not pass the test, or could not take it, if there was one
     */
    public record Raced(List<Candidate> losers, Optional<Candidate> refused) {

        public Raced {
            losers = List.copyOf(losers);
        }
    }

    /**
     * Races a cohort against the leader, and tests the best blend that is ahead. Costs what {@link Contest#race} does, and of the test
     * the validation examples that the blend and its parents have not met.
     *
     * @param known the parents of the cohort, and more
     * @param limit rollouts in all, those of the test aside; fewer where there is a blend whose test would not be paid for else
     */
    public Raced race(List<Candidate> cohort, List<Candidate> known, String label, long limit) {
        List<Candidate> losers = contest.race(cohort, label, withinTheTest(cohort, limit), this::mayLead);
        Optional<Candidate> ahead = cohort.stream()
                .filter(candidate -> isBlending(candidate.operator()) && !losers.contains(candidate))
                .filter(candidate -> contest.margin(candidate) > 0)
                .max(Comparator.comparingDouble(contest::margin)
                        .thenComparing(Candidate::id, Comparator.reverseOrder()));
        if (ahead.isEmpty()) {
            return new Raced(losers, ahead);
        }
        Candidate blend = ahead.get();
        List<Candidate> parents = new ArrayList<>();
        blend.parents().forEach(id -> parents.add(Candidate.withId(known, id)));
        if (search.callsLeft() < calls(blend, parents)) {
            search.drop(blend, UNTESTED);
            return new Raced(losers, ahead);
        }
        search.phase("does the blend surpass its parents?");
        if (contest.surpasses(blend, parents)) {
            proved.add(blend);
            contest.challenge(blend);
            return new Raced(losers, Optional.empty());
        }
        search.drop(blend, Blending.NOT_PROVED);
        return new Raced(losers, ahead);
    }

    /**
     * The limit, less where the test of a blend would not be paid for else; unchanged where the calls do not suffice for the test and an
     * example for everyone.
     */
    private long withinTheTest(List<Candidate> cohort, long limit) {
        long calls = search.callsLeft();
        if (calls == Long.MAX_VALUE || cohort.stream().noneMatch(candidate -> isBlending(candidate.operator()))) {
            return limit;
        }
        long before = calls - test();
        // On each example the leader is one of them all at most, and what it has met costs nothing.
        return before > cohort.size()
                ? Math.min(limit, before + Math.min(known(search.leader()), before / cohort.size()))
                : limit;
    }

    /** How many validation examples it has met: asked again, they cost nothing. */
    private long known(Candidate candidate) {
        return search.scoreboard().outcomes(candidate.id(), search.validation()).size();
    }

    /** Whether the calls suffice for so many, and behind them for the test of a blend of which no validation example is known. */
    public boolean areAffordable(long before) {
        long left = search.callsLeft();
        return left == Long.MAX_VALUE || left - before >= test();
    }

    private long test() {
        return 2L * search.validation().size();
    }

    /** What the test takes: all validation examples that the blend and its parents have not met. */
    private long calls(Candidate blend, List<Candidate> parents) {
        return Stream.concat(Stream.of(blend), parents.stream())
                .mapToLong(candidate -> search.validation().size() - known(candidate))
                .sum();
    }
}
