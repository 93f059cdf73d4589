package dev.emend.run;

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

    public ComparisonPlan {
        if (select < 1 || blends < 0) {
            throw new IllegalArgumentException(
                    "at least one prompt is kept and blends are not negative: " + select + ", " + blends);
        }
    }
}
