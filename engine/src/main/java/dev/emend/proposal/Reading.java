package dev.emend.proposal;

import java.util.List;

/** What an operator makes of a meta-model's reply. */
public sealed interface Reading permits Proposal, Reading.Unreadable {

    /**
     * The reply is not of the form that was asked for.
     *
     * @param rule such as {@code no-fence}
     * @param detail what exactly
     * @param text the reply
     */
    record Unreadable(List<Integer> parents, String operator, String rule, String detail, String text)
            implements Reading {}
}
