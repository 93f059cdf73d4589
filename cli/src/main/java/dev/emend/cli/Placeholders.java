package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.Nearest;
import java.util.Map;
import java.util.Set;

/** Checks values that the command line gives to placeholders. */
final class Placeholders {

    private Placeholders() {}

    /** @throws InvalidInputException where a value belongs to no placeholder */
    static Map<String, String> checked(Map<String, String> values, Set<String> placeholders) {
        for (String name : values.keySet()) {
            if (!placeholders.contains(name)) {
                throw new InvalidInputException(
                        "the prompt has no placeholder {{" + name + "}}",
                        Where.NOWHERE,
                        placeholders.isEmpty() ? "leave it out." : Nearest.advice(name, placeholders));
            }
        }
        return values;
    }
}
