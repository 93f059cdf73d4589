package dev.emend.strategy.evolution;

import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Profile;
import dev.emend.search.Rounds;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/**
 * The generations of an evolution: one after another, as long as the calls suffice for the next one and the finals, until some
 * in a row have brought no new leader.
 *
 * @param most at most so many
 * @param patience so many in a row without a new leader, as {@link Rounds} counts them
 */
record Generations(Search search, Contest contest, int most, int patience) {

    /** With the options {@code generations} and {@code patience}, where they are given. */
    static Generations of(Search search, Contest contest, int most, int patience) {
        Settings settings = new Settings(search);
        return new Generations(
                search, contest, settings.whole("generations", most), settings.whole("patience", patience));
    }

    /** The option as {@link #of} reads it. */
    static Profile.Option mostOption(int most) {
        return Profile.Option.whole("generations", 1, String.valueOf(most), "at most");
    }

    /** The option as {@link #of} reads it. */
    static Profile.Option patienceOption(int patience) {
        return Profile.Option.whole(
                "patience",
                1,
                String.valueOf(patience),
                "generations without a new leader after which the search ends");
    }

    /**
     * @param cost of each generation, in calls
     * @param generation by its number, from 1: whether it measured a candidate
     */
    void run(long cost, IntPredicate generation) {
        run(number -> cost, generation);
    }

    /**
     * @param cost of a generation by its number, from 1, in calls
     * @param generation by its number: whether it measured a candidate
     */
    void run(IntToLongFunction cost, IntPredicate generation) {
        Rounds stale = new Rounds(patience);
        for (int number = 1;
                number <= most
                        && stale.areLeft()
                        && contest.finals(Scale.FINALISTS).allow(cost.applyAsLong(number));
                number++) {
            Candidate before = search.leader();
            stale.passed(generation.test(number), !search.leader().equals(before));
        }
    }
}
