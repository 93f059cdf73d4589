package dev.emend.run;

import java.util.Locale;

/** What the gate decides. Only {@link #PROMOTED} replaces the user's prompt. */
public enum Verdict {
    /** The champion is better on the hold-out, and chance is an unlikely reason. */
    PROMOTED,
    /** The search found nothing better, or the hold-out does not confirm it. */
    NO_CHANGE,
    /** The champion is ahead on the hold-out, but chance could be the reason. */
    NOT_ENOUGH_EVIDENCE;

    /** As in reports, such as {@code no-change}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
