package dev.emend.run;

import java.util.Locale;

/** Why a search ended. */
public enum StopReason {
    /** The strategy did all it had planned, or saw nothing left to gain. */
    FINISHED,
    /** The next call did not fit into the budget's calls. */
    CALLS,
    /** The next call did not fit into the budget's tokens. */
    TOKENS,
    /** The next call did not fit into the budget's money. */
    USD,
    /** The time was over. */
    TIME;

    /** As in reports, such as {@code budget-calls}. */
    public String label() {
        return this == FINISHED ? "finished" : "budget-" + name().toLowerCase(Locale.ROOT);
    }
}
