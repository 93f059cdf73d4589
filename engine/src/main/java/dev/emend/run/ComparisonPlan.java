package dev.emend.run;

import java.util.List;
import java.util.Optional;

/**
 * How prompts are compared.
 *
 * @param full whether each meets every example, so that the table has equal n; else who is proved not to be the best drops out
 * @param select how many are kept, at least 1
 * @param blends how many candidates are blended from the best, 0 for none
 * @param baseline the name of the entrant that the winner has to beat on the hold-out; empty where the gate is not asked
 */
public record ComparisonPlan(boolean full, int select, int blends, Optional<String> baseline) {

    public static final ComparisonPlan RACE = new ComparisonPlan(false, 1, 0, Optional.empty());

    private static final String DROPPED =
            "Who drops out of the race has fewer examples. When it drops out is chosen by the scores, so p is optimistic there;"
                    + " what drops it is evidence that allows for every look. With --full everyone meets the same examples.";

    public ComparisonPlan {
        if (select < 1 || blends < 0) {
            throw new IllegalArgumentException(
                    "at least one prompt is kept and blends are not negative: " + select + ", " + blends);
        }
    }

    /** What a reader must know where not everyone meets everything. */
    List<String> notes() {
        return full ? List.of() : List.of(DROPPED);
    }
}
