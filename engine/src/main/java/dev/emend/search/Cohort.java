package dev.emend.search;

import dev.emend.proposal.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Candidates that are written all at once. For each one that is refused another is drawn, up to so many drafts in all; a refused
 * one does not race, so it leaves more calls than its successor takes.
 */
final class Cohort {

    private static final int DRAFTS_A_CANDIDATE = 3;

    private Cohort() {}

    /**
     * @param size candidates wanted
     * @param draft by number, from 0
     * @return at most as many as wanted, in the drafts' order
     */
    static List<Candidate> of(Search search, int size, IntFunction<Optional<Draft>> draft) {
        List<Candidate> cohort = new ArrayList<>();
        int drawn = 0;
        while (cohort.size() < size && drawn < DRAFTS_A_CANDIDATE * size) {
            int next = Math.min(drawn + size - cohort.size(), DRAFTS_A_CANDIDATE * size);
            List<Draft> drafts = IntStream.range(drawn, next)
                    .mapToObj(draft)
                    .flatMap(Optional::stream)
                    .toList();
            if (drafts.isEmpty()) {
                break;
            }
            cohort.addAll(search.propose(drafts));
            drawn = next;
        }
        return cohort;
    }
}
