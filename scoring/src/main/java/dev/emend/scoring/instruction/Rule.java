package dev.emend.scoring.instruction;

import java.util.function.Predicate;

/**
 * An instruction that a program can verify.
 *
 * @param id as in IFEval, such as {@code punctuation:no_comma}
 * @param demand what it asks, as a clause that follows "the answer must", such as "hold no comma"
 * @param check whether a text that is not blank follows it
 */
record Rule(String id, String demand, Predicate<String> check) {

    /** Whether the answer as it stands follows the rule. An empty answer follows none. */
    boolean holds(String answer) {
        return !answer.isBlank() && check.test(answer);
    }
}
