package dev.emend.run;

import java.util.Locale;

/** Why a search ended. */
public enum StopReason {
    /** The strategy did all it had planned, or saw nothing left to gain. */
    FINISHED,
    /** What was left of the budget's calls did not pay for what came next. */
    CALLS,
    /** The same of its tokens. */
    TOKENS,
    /** The same of its money. */
    USD,
    /** The time was over, or too short for what came next. */
    TIME;

    /** As in reports, such as {@code budget-calls}. */
    public String label() {
        return this == FINISHED ? "finished" : "budget-" + name().toLowerCase(Locale.ROOT);
    }
}
