package dev.emend.proposal;

import java.util.Optional;

/**
 * Writes a draft of a new prompt from one or several others. Strategies share operators, and a task file may compose a strategy
 * from them by name.
 *
 * <p>A pure function of its material: it makes no calls and keeps no state. What it cannot do with this material, such as
 * reflect on failures where there are none, it leaves.
 */
public interface Operator {

    /** As in a task file, such as {@code reflect}. */
    String name();

    /** What it does, in a line. */
    String line();

    /** How many parents it works with. */
    default int parents() {
        return 1;
    }

    /** Whether a draft costs a call to the meta-model, or several. */
    boolean asks();

    /** Whether it looks at its parents' answers to train examples, which cost calls to the task model. */
    default boolean looks() {
        return true;
    }

    /** Whether it reads whatever went wrong, so that more answers tell it more; others show a few of those that they look at. */
    default boolean readsAll() {
        return false;
    }

    /** A draft from the first of the material's parents; empty where there is nothing that this operator could do. */
    Optional<Draft> draft(Material material);
}
