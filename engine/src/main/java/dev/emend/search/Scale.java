package dev.emend.search;

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

    /**
     * With the options {@code population} and {@code examples}, where they are given.
     *
     * @param usual members, where calls are not limited
     * @param finalists for whom calls are kept
     */
    static Scale of(Search search, int usual, int finalists) {
        Settings settings = new Settings(search);
        int all = search.validation().size();
        if (search.callsLeft() == Long.MAX_VALUE) {
            return new Scale(settings.whole("population", usual), Math.min(all, settings.whole("examples", all)));
        }
        long left = search.callsLeft();
        double generation = Math.max(left / 2.0, left - Contest.finalsCalls(finalists, all)) / GENERATIONS;
        int population = settings.whole(
                "population", Math.clamp(Math.round(Math.sqrt(generation / EXAMPLES_A_MEMBER)), 2, usual));
        // One of a member's calls writes it.
        int examples = Math.clamp((long) (generation / population) - 1, Math.min(FEWEST_EXAMPLES, all), all);
        return new Scale(population, Math.min(all, settings.whole("examples", examples)));
    }
}
