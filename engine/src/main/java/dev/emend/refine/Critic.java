package dev.emend.refine;

import java.util.Locale;

/** Who says what is wrong with an answer. */
public enum Critic {
    /** The metrics that steer, whose feedback says what is wrong and where. Costs no call. */
    FEEDBACK,
    /** The meta-model, which is shown the answer and the metrics' feedback. One call for each answer to be revised. */
    MODEL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
