package dev.emend.run;

import dev.emend.search.Blending;

/** What became of a candidate of a run, or of a prompt in a comparison. */
public sealed interface Fate {

    /** It led when the search ended. */
    record Champion() implements Fate {}

    /** It was not put out of the running. */
    record Kept() implements Fate {}

    /**
     * It was put out of the running.
     *
     * @param why in a few words, such as "behind candidate 3 by 12.0 points on 24 examples"
     */
    record Dropped(String why) implements Fate {}

    /**
     * It won a comparison.
     *
     * @param proved whether it is a blend, which had to surpass its parents by a paired test
     */
    record Won(boolean proved) implements Fate {}

    /** It is a blend that was ahead when the comparison ended, and nothing shows that it is better than its parents. */
    record Unproved() implements Fate {}

    /** The budget ended before it was compared. */
    record Unmet() implements Fate {}

    /** In a few words. */
    default String label() {
        return switch (this) {
            case Champion champion -> "champion";
            case Kept kept -> "kept";
            case Dropped dropped -> "dropped: " + dropped.why();
            case Won won -> won.proved() ? "winner: surpasses its parents by a paired test" : "winner";
            case Unproved unproved -> Blending.NOT_PROVED;
            case Unmet unmet -> "the budget ended before it was compared";
        };
    }
}
