package dev.emend.search;

import dev.emend.proposal.Draft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/**
 * Candidates that are written before any of them races: all at once, or, where calls are limited, a few, and, now that it is known what
 * writing one costs, as many more as are affordable. For each one that is refused another is drawn, up to so many drafts in all; a
 * refused one does not race, so it leaves more calls than its successor takes.
 */
public final class Cohort {

    private static final int DRAFTS_A_CANDIDATE = 3;
    private static final int FIRST = 4;

    private Cohort() {}

    /** How many candidates there are, in words. */
    public static String count(List<Candidate> candidates) {
        return candidates.size() == 1 ? "1 candidate" : candidates.size() + " candidates";
    }

    /**
     * Tells that these candidates race now; nothing where there are none.
     *
     * @param label before it, such as "step 2: "; may be empty
     */
    public static void announceRace(Search search, String label, List<Candidate> candidates) {
        if (!candidates.isEmpty()) {
            search.phase(label + "racing " + count(candidates));
        }
    }

    /**
     * How many candidates the calls that are left pay for.
     *
     * @param most candidates wanted
     * @param cost of so many, in calls; never less for more
     * @return 0 where even one is too dear
     */
    public static int affordable(Search search, int most, IntToLongFunction cost) {
        return greatest(most, count -> cost.applyAsLong(count) <= search.callsLeft());
    }

    /**
     * The greatest number that fits.
     *
     * @param most at least 0
     * @param fits for whichever number it holds, it holds for all that are smaller
     * @return 0 where not even 1 does
     */
    public static int greatest(int most, IntPredicate fits) {
        if (most > 0 && fits.test(most)) {
            return most;
        }
        int fitting = 0;
        int tooMany = Math.max(1, most);
        while (tooMany - fitting > 1) {
            int middle = fitting + (tooMany - fitting) / 2;
            if (fits.test(middle)) {
                fitting = middle;
            } else {
                tooMany = middle;
            }
        }
        return fitting;
    }

    /**
     * As many as the calls allow. Costs a meta call for each draft that asks.
     *
     * @param most candidates wanted, at least 1
     * @param affordable how many the calls that are left are enough for, by how many are written
     * @param draft by number, from 0; empty where there is none of this number
     * @return at most as many as wanted, in the drafts' order
     */
    public static List<Candidate> of(
            Search search, int most, IntUnaryOperator affordable, IntFunction<Optional<Draft>> draft) {
        int first = search.callsLeft() == Long.MAX_VALUE ? most : Math.min(FIRST, most);
        return List.copyOf(of(search, most, first, affordable, draft).values());
    }

    /**
     * As many as wanted, all at once, whatever the calls allow. Costs a meta call for each draft that asks.
     *
     * @param most candidates wanted, at least 0
     * @param draft by number, from 0; empty where there is none of this number
     * @return by the numbers of their drafts, in order
     */
    public static SequencedMap<Integer, Candidate> numbered(
            Search search, int most, IntFunction<Optional<Draft>> draft) {
        return of(search, most, most, written -> most, draft);
    }

    /** @param first how many are drawn before the others */
    private static SequencedMap<Integer, Candidate> of(
            Search search, int most, int first, IntUnaryOperator affordable, IntFunction<Optional<Draft>> draft) {
        SequencedMap<Integer, Candidate> cohort = new LinkedHashMap<>();
        int drawn = 0;
        int size = most;
        while (cohort.size() < size && drawn < DRAFTS_A_CANDIDATE * most) {
            int batch = drawn == 0 ? first : size - cohort.size();
            int next = Math.min(drawn + batch, DRAFTS_A_CANDIDATE * most);
            SequencedMap<Integer, Draft> drafts = new LinkedHashMap<>();
            for (int number = drawn; number < next; number++) {
                int place = number;
                draft.apply(number).ifPresent(made -> drafts.put(place, made));
            }
            if (drafts.isEmpty()) {
                break;
            }
            List<Integer> numbers = List.copyOf(drafts.keySet());
            List<Optional<Candidate>> written = search.write(List.copyOf(drafts.values()));
            for (int i = 0; i < written.size(); i++) {
                int number = numbers.get(i);
                written.get(i).ifPresent(candidate -> cohort.put(number, candidate));
            }
            drawn = next;
            size = Math.min(most, affordable.applyAsInt(cohort.size()));
        }
        return cohort;
    }
}
