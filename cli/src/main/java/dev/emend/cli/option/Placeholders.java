package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Values that the command line gives to placeholders. */
public final class Placeholders {

    private Placeholders() {}

    /**
     * A value for each placeholder: the command line's, or its default.
     *
     * @param advice before the option that gives the first missing value, such as "write "
     * @throws InvalidInputException where a value belongs to no placeholder, or one has none
     */
    public static Map<String, String> filled(
            Map<String, String> values, Map<String, String> defaults, Set<String> placeholders, String advice) {
        for (String name : values.keySet()) {
            if (!placeholders.contains(name)) {
                throw new InvalidInputException(
                        "the prompt has no placeholder {{" + name + "}}",
                        Where.NOWHERE,
                        placeholders.isEmpty() ? "leave it out." : Nearest.advice(name, placeholders));
            }
        }
        Map<String, String> inputs = new LinkedHashMap<>(defaults);
        inputs.putAll(values);
        Set<String> missing = new LinkedHashSet<>(placeholders);
        missing.removeAll(inputs.keySet());
        if (!missing.isEmpty()) {
            throw new InvalidInputException(
                    "nothing fills the placeholders " + missing + " of the prompt",
                    Where.NOWHERE,
                    advice + "--set " + missing.iterator().next() + "=…");
        }
        return inputs;
    }
}
