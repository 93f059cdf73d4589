package dev.emend.search;

import java.util.Set;

/**
 * A search for a better prompt: an imperative script over the services of {@link Search}. It owns no threads, no budget
 * arithmetic, no persistence and no printing. Where the budget ends, the service that was called does not return; what
 * {@link Search#lead} was told last is the result.
 *
 * <p>A strategy is a pure function of what its search answers. It draws chance from {@link Search#random} alone, and holds
 * no state between two searches.
 */
public interface Strategy {

    /** As in a task file. */
    String name();

    /** The names it understands in {@link Search#options}. */
    default Set<String> options() {
        return Set.of();
    }

    /** Searches until it has done all it planned. */
    void search(Search search);
}
