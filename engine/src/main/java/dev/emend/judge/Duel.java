package dev.emend.judge;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two answers, "one" and "other", compared in both orders.
 *
 * @param oneFirst the verdict where the one was shown first; empty where the reply was not readable
 * @param otherFirst the verdict where the other was shown first
 */
public record Duel(Optional<Preference> oneFirst, Optional<Preference> otherFirst) {

    /**
     * What the duel is worth for the one: 1 or 0 where both orders say so, 0.5 where they do not agree or agree on a tie
     * (Zheng et al., "Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena", 2023). Where one verdict is readable, that
     * one counts; where none is, there is no value.
     */
    public OptionalDouble ofOne() {
        if (isReadable() && !isConsistent()) {
            return OptionalDouble.of(0.5);
        }
        return aboutOne().map(verdict -> OptionalDouble.of(verdict.ofFirst())).orElse(OptionalDouble.empty());
    }

    private Optional<Preference> aboutOne() {
        return oneFirst.or(() -> otherFirst.map(Preference::swapped));
    }

    /** The mean of what both orders say of the one; empty where one was not readable. */
    OptionalDouble mean() {
        return isReadable()
                ? OptionalDouble.of((oneFirst.orElseThrow().ofFirst()
                                + 1
                                - otherFirst.orElseThrow().ofFirst())
                        / 2)
                : OptionalDouble.empty();
    }

    /** Whether both verdicts were readable. */
    public boolean isReadable() {
        return oneFirst.isPresent() && otherFirst.isPresent();
    }

    /** Whether both orders give the same verdict about the two answers. */
    public boolean isConsistent() {
        return isReadable() && oneFirst.equals(otherFirst.map(Preference::swapped));
    }
}
