package dev.emend.search;

/**
 * A search for a better prompt: an imperative script over the services of {@link Search}. It owns no threads, no budget
 * arithmetic, no persistence and no printing. Where the budget ends, the service that was called does not return; what
 * {@link Search#lead} was told last is the result.
 *
 * <p>A strategy is a pure function of what its search answers. It draws chance from {@link Search#random} alone, and holds
 * no state between two searches.
 *
 * <p>Strategies of other libraries are found by {@link java.util.ServiceLoader} under this interface, by the class loader of the thread
 * that asks for them and by the engine's.
 */
public interface Strategy {

    /** What it is called in a task file, what it searches, and what it costs. */
    Profile profile();

    /** Searches until it has done all it planned. */
    void search(Search search);

    /** As in a task file. */
    default String name() {
        return profile().name();
    }
}
