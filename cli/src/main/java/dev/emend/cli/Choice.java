package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.Nearest;
import java.util.Collection;

/** The value of an option that takes one of a few words. */
final class Choice {

    private Choice() {}

    /** @throws InvalidInputException where it is none of the choices; it names the nearest */
    static String of(String option, String value, Collection<String> choices) {
        if (!choices.contains(value)) {
            throw new InvalidInputException(
                    option + " cannot be \"" + value + "\"", Where.NOWHERE, Nearest.advice(value, choices));
        }
        return value;
    }
}
