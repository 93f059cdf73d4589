package dev.emend.search;

import dev.emend.model.Purpose;
import java.util.Map;
import java.util.Set;

/**
 * A search for a better prompt: an imperative script over the services of {@link Search}. It owns no threads, no
 * ledger, no persistence and no printing; where calls are limited it may plan by {@link Search#callsLeft}, and asks {@link Search#lasts}
 * before a further step. Where the budget ends, the service that was called does not return; what {@link Search#lead} was told last is the
 * result. What costs nothing never ends a search.
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

    /**
     * Which models it asks beside the task model, those aside that the metric asks: a run that lacks one of them is refused before its
     * first call. Unless a strategy says otherwise, the meta-model, save where it searches demonstrations alone.
     *
     * @param options as in a task file
     */
    default Set<Purpose> asks(Map<String, String> options) {
        return profile().searches() == Profile.Searches.DEMONSTRATIONS ? Set.of() : Set.of(Purpose.META);
    }

    /** Searches until it has done all it planned. */
    void search(Search search);

    /** As in a task file. */
    default String name() {
        return profile().name();
    }
}
