package dev.emend.search;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.List;

/** The strategies by name. */
public final class Strategies {

    private static final List<Strategy> ALL = List.of(new Reflective());

    private Strategies() {}

    public static List<String> names() {
        return ALL.stream().map(Strategy::name).toList();
    }

    /** @throws InvalidInputException where there is no strategy of this name */
    public static Strategy named(String name, Where where) {
        return ALL.stream()
                .filter(strategy -> strategy.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "there is no strategy \"" + name + "\"", where, "one of " + names() + "."));
    }
}
