package dev.emend.strategy.evolution;

import dev.emend.search.Finals;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Settings;

/**
 * How large an evolution is: as in its paper where calls are not limited, and else so large that a few generations of it and
 * the finals fit into the calls that are left.
 *
 * @param population members
 * @param examples validation examples on which every member is scored
 */
record Scale(int population, int examples) {

    /** A small evolution plans for its founders and two generations: children of children, at least. */
    private static final int GENERATIONS = 3;

    /** More examples tell candidates apart, more members are more starts: a small evolution has three times as many. */
    private static final int EXAMPLES_A_MEMBER = 3;

    private static final int FEWEST_EXAMPLES = 8;

    /** How many of a population enter the finals; calls are kept for them. */
    static final int FINALISTS = 2;

    /**
     * With the options {@code population} and {@code examples}, where they are given.
     *
     * @param usual members, where calls are not limited
     */
    static Scale of(Search search, int usual) {
        Settings settings = new Settings(search);
        int all = search.validation().size();
        if (search.callsLeft() == Long.MAX_VALUE) {
            return new Scale(settings.whole("population", usual), Math.min(all, settings.whole("examples", all)));
        }
        long left = search.callsLeft();
        double generation = Math.max(left / 2.0, left - Finals.calls(search, FINALISTS)) / GENERATIONS;
        int population = settings.whole(
                "population", Math.clamp(Math.round(Math.sqrt(generation / EXAMPLES_A_MEMBER)), 2, usual));
        // One of a member's calls writes it.
        int examples = Math.clamp((long) (generation / population) - 1, Math.min(FEWEST_EXAMPLES, all), all);
        return new Scale(population, Math.min(all, settings.whole("examples", examples)));
    }

    /**
     * The option as {@link #of} reads it.
     *
     * @param members what the strategy calls them
     */
    static Profile.Option populationOption(int usual, String members) {
        return Profile.Option.whole("population", 1, usual + ", fewer where calls are limited", members);
    }

    /**
     * The option as {@link #of} reads it.
     *
     * @param meaning what the strategy does with so many examples
     */
    static Profile.Option examplesOption(String meaning) {
        return Profile.Option.whole("examples", 1, "all of validation, fewer where calls are limited", meaning);
    }
}
