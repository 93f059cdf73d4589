package dev.emend.refine;

import java.util.Locale;

/** What ended the refinement of an input. */
public enum Ending {
    /** An answer reached the target. */
    MET,
    /** All revisions that were allowed are made. */
    ROUNDS,
    /** As many revisions as patience lasts brought nothing better. */
    PATIENCE,
    /** Two revisions in a row brought back answers that had been seen before. */
    OSCILLATION,
    /** The model will not answer, such as where the request is too long. */
    REJECTED,
    /** The answer was held back by the model's provider. */
    FILTERED,
    /** Time was over. */
    TIME,
    /** Another limit of the budget was reached. */
    BUDGET;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
