package dev.emend.strategy.auto;

/**
 * How {@link Auto} spends its calls where they are limited. In simulated races of eleven recorded prompts, twice as many calls
 * for the opening were worth one point.
 *
 * @param opening what the first race may take; {@link Long#MAX_VALUE} where calls are not limited
 * @param finals what is kept for them, and for a new leader to meet the rest of the validation examples
 * @param rest what a new leader takes for that, about
 */
record Allowance(long opening, long finals, long rest) {

    private static final double OPENING_SHARE = 0.45;
    private static final double FINALS_SHARE = 0.1;

    /** Validation examples that a budget must have for each candidate of a race, on average. */
    private static final int LEAST_EXAMPLES = 11;

    private static final int FEWEST_CANDIDATES = 2;
    private static final int FEWEST_ARMS = 4;
    private static final int MOST_ARMS = 16;

    /**
     * @param left calls; {@link Long#MAX_VALUE} where they are not limited, as everywhere here
     * @param validation how many validation examples there are
     */
    static Allowance of(long left, int validation) {
        return left == Long.MAX_VALUE
                ? new Allowance(Long.MAX_VALUE, 0, 0)
                : new Allowance(
                        (long) (OPENING_SHARE * left), (long) (FINALS_SHARE * left) + validation / 3, validation / 2);
    }

    /** How many candidates of the opening the calls can tell apart. */
    int arms() {
        return (int) Math.clamp(opening / LEAST_EXAMPLES, FEWEST_ARMS, MOST_ARMS);
    }

    /** What a step may take: half of what is left beside the finals, or all of it where the other half is too little for a step after it. */
    long step(long left) {
        if (left == Long.MAX_VALUE) {
            return left;
        }
        long free = left - finals;
        return suffices(free / 2) && suffices(free - free / 2 - rest) ? free / 2 : free;
    }

    /** Whether so many calls are enough for a step. */
    static boolean suffices(long step) {
        return candidates(step, FEWEST_CANDIDATES) == FEWEST_CANDIDATES;
    }

    /** How many candidates of a step that may take so many calls these can tell apart, beside the leader. */
    static int candidates(long step, int most) {
        return (int) Math.clamp(step / LEAST_EXAMPLES - 1, 0, most);
    }
}
