package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.model.Purpose;
import java.util.ArrayList;
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

    /** The examples that prompts may meet. */
    List<Example> met(Splits splits) {
        List<Example> met = new ArrayList<>(splits.validation());
        met.addAll(blends == 0 ? List.of() : splits.train());
        met.addAll(baseline.isEmpty() ? List.of() : splits.holdout());
        return met;
    }

    /** @throws InvalidInputException where there is no model to answer the examples, or none to write blends */
    void requireModels(Models models, Splits splits) {
        models.requireAnswering(met(splits));
        if (blends > 0) {
            models.require(Purpose.META, "a blend");
        }
    }

    /** What a reader must know where not everyone meets everything. */
    List<String> notes() {
        return full ? List.of() : List.of(DROPPED);
    }
}
