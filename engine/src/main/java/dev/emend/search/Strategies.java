package dev.emend.search;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The strategies by name: Emend's own, and those that other libraries register. */
public final class Strategies {

    /** The name of the one that runs where nobody names one. */
    public static final String USUAL = "auto";

    private static final List<Strategy> OWN = List.of(
            new Auto(),
            new Reflective(),
            new Ape(),
            new BestOf(),
            new BootstrapFewShot(),
            new Capo(),
            new Compose(),
            new EvoPromptDe(),
            new EvoPromptGa(),
            new Gepa(),
            new Mipro(),
            new Opro(),
            new Promptbreeder(),
            new Protegi(),
            new Simba(),
            new Spo(),
            new Textgrad());

    private static final List<Strategy> ALL = Stream.concat(
                    OWN.stream(),
                    ServiceLoader.load(Strategy.class, Strategies.class.getClassLoader()).stream()
                            .map(ServiceLoader.Provider::get)
                            .sorted(Comparator.comparing(Strategy::name)))
            .toList();

    private Strategies() {}

    /** All of them, Emend's own first. */
    public static List<Strategy> all() {
        return ALL;
    }

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
