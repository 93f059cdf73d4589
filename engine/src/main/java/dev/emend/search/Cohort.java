package dev.emend.search;

import dev.emend.proposal.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Candidates that are written before any of them races: a few, and, now that it is known what writing one costs, as many more as are
 * affordable. For each one that is refused another is drawn, up to so many drafts in all; a refused one does not race, so it leaves more
 * calls than its successor takes.
 */
final class Cohort {

    private static final int DRAFTS_A_CANDIDATE = 3;
    private static final int FIRST = 4;

    private Cohort() {}

    /**
     * @param most candidates wanted
     * @param affordable how many the calls that are left are enough for, by how many are written
     * @param draft by number, from 0
     * @return at most as many as wanted, in the drafts' order
     */
    static List<Candidate> of(
            Search search, int most, IntUnaryOperator affordable, IntFunction<Optional<Draft>> draft) {
        List<Candidate> cohort = new ArrayList<>();
        int drawn = 0;
        int size = most;
        while (cohort.size() < size && drawn < DRAFTS_A_CANDIDATE * most) {
            int batch = drawn == 0 ? Math.min(FIRST, size) : size - cohort.size();
            int next = Math.min(drawn + batch, DRAFTS_A_CANDIDATE * most);
            List<Draft> drafts = IntStream.range(drawn, next)
                    .mapToObj(draft)
                    .flatMap(Optional::stream)
                    .toList();
            if (drafts.isEmpty()) {
                break;
            }
            cohort.addAll(search.propose(drafts));
            drawn = next;
            size = Math.min(most, affordable.applyAsInt(cohort.size()));
        }
        return cohort;
    }
}
