package dev.emend.search;

import dev.emend.data.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.ToDoubleFunction;

/**
 * The last race of a strategy that has scored its candidates on a part of the validation examples only: the best of them, the
 * leader and the seed race over all of validation. It costs at most half of full scoring for all who race, and the winner's other
 * half; where calls are few it makes do with half of what is left, since a search that kept more for its end would have nothing to
 * bring there. Used by one thread.
 */
public final class Finals {

    private final Search search;
    private final Contest contest;
    private final List<Example> validation;
    private final int finalists;

    Finals(Search search, Contest contest, int finalists) {
        this.search = search;
        this.contest = contest;
        this.validation = search.validation();
        this.finalists = finalists;
    }

    /** What finals of so many cost at most, in calls. */
    public static long calls(Search search, int finalists) {
        return (finalists + 3L) * search.validation().size() / 2;
    }

    /**
     * The largest field whose race against the seed over all of validation the calls that are left pay for; two where even these are
     * too dear.
     *
     * @param most candidates in the field
     * @param before calls that so many take before they race
     */
    public static int field(Search search, int most, IntToLongFunction before) {
        // The seed leads, so it is one of the finalists that are not among the field.
        return Math.max(
                Math.min(2, most),
                Cohort.affordable(search, most, field -> before.applyAsLong(field) + calls(search, field - 1)));
    }

    /** @param ranked best first; as many of them enter as there are finalists */
    public void race(List<Candidate> ranked) {
        List<Candidate> challengers = challengers(ranked);
        contest.race(challengers, "finals", contest.affordable(challengers));
    }

    /**
     * As {@link #race(List)}, for scores less a penalty.
     *
     * @param penalty what is taken off a candidate's score, such as for its length
     */
    public void race(List<Candidate> ranked, ToDoubleFunction<Candidate> penalty) {
        List<Candidate> challengers = challengers(ranked);
        List<Candidate> entrants = new ArrayList<>(List.of(search.leader()));
        entrants.addAll(challengers);
        long limit = Math.min(contest.half(entrants.size()), contest.affordable(challengers));
        Candidate winner =
                contest.survivors(entrants, 1, penalty, limit, "finals").getFirst();
        search.evaluate(List.of(winner), validation);
        contest.challenge(winner, penalty);
    }

    /** Whether so many more calls leave enough for the finals, which make do with half of what is left. */
    public boolean affords(long calls) {
        return spare() >= calls;
    }

    /** As {@link #affords}, for the next step of a search: where it may not be made, the search ends, and its report says why. */
    public boolean allow(long calls) {
        boolean enough = affords(calls);
        if (!enough) {
            search.outOfCalls();
        }
        return enough;
    }

    /** Whether so many more calls leave all that the finals take, for a strategy that searches by them. */
    public boolean affordsWhole(long calls) {
        return search.callsLeft() - calls >= calls(search, finalists);
    }

    /** How many calls are left beside what the finals take; {@link Long#MAX_VALUE} where calls are not limited. */
    public long spare() {
        long left = search.callsLeft();
        return left == Long.MAX_VALUE ? left : left - Math.min(calls(search, finalists), left / 2);
    }

    private List<Candidate> challengers(List<Candidate> ranked) {
        List<Candidate> challengers = new ArrayList<>(ranked.subList(0, Math.min(finalists, ranked.size())));
        challengers.add(search.seed());
        search.phase("finals: racing the best " + Math.min(finalists, ranked.size()) + " and the seed");
        return challengers.stream()
                .distinct()
                .filter(candidate -> !candidate.equals(search.leader()))
                .toList();
    }
}
