package dev.emend.run;

import java.util.Locale;
import java.util.Optional;

/**
 * What a gate takes, by what answers and verdicts have cost so far.
 *
 * @param whole for the whole hold-out, with something to spare
 * @param least for the half of it without which there is no verdict
 */
record GateNeed(Ledger.Amount whole, Ledger.Amount least) {

    /** Why the gate is not worth its beginning; empty where what is left suffices. */
    Optional<String> lack(Ledger ledger) {
        return ledger.lacking(least)
                .map(limit -> "The gate was not begun: it takes about " + amount(limit, whole) + ", and "
                        + amount(limit, ledger.left()) + " are left. The baseline stays. Maybe give the budget "
                        + amount(limit, ledger.spent().plus(whole)) + " or more.");
    }

    /** How much of the budget that is, as the end of a sentence; empty where it is not known. */
    Optional<String> told(StopReason limit, Ledger ledger) {
        boolean known = switch (limit) {
            case CALLS -> whole.calls() > 0;
            case TOKENS -> whole.tokens() > 0;
            case USD -> whole.microDollars() > 0;
            case FINISHED, TIME -> false;
        };
        return known
                ? Optional.of("of its " + amount(limit, ledger.limits()) + " the gate alone takes about "
                        + amount(limit, whole))
                : Optional.empty();
    }

    private static String amount(StopReason limit, Ledger.Amount amount) {
        return switch (limit) {
            case CALLS -> amount.calls() + " calls";
            case TOKENS -> amount.tokens() + " tokens";
            case USD -> String.format(Locale.ROOT, "%.4f US dollars", amount.microDollars() / 1e6);
            case FINISHED, TIME -> throw new IllegalArgumentException("a gate takes no amount of " + limit.label());
        };
    }
}
