package dev.emend.strategy;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.search.Strategy;
import dev.emend.strategy.auto.Auto;
import dev.emend.strategy.evolution.Capo;
import dev.emend.strategy.evolution.EvoPromptDe;
import dev.emend.strategy.evolution.EvoPromptGa;
import dev.emend.strategy.evolution.Promptbreeder;
import dev.emend.strategy.gepa.Gepa;
import dev.emend.strategy.mipro.Mipro;
import dev.emend.strategy.protegi.Protegi;
import dev.emend.strategy.simba.Simba;
import dev.emend.strategy.textgrad.Textgrad;
import java.util.List;
import java.util.stream.Collectors;
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

    private Strategies() {}

    /** All of them, Emend's own first. */
    public static List<Strategy> all() {
        return all(Registered.found());
    }

    private static List<Strategy> all(Registered others) {
        return Stream.concat(OWN.stream(), others.strategies().stream()).toList();
    }

    public static List<String> names() {
        return names(all());
    }

    private static List<String> names(List<Strategy> strategies) {
        return strategies.stream().map(Strategy::name).toList();
    }

    /** Whether it is one of Emend's own. */
    public static boolean isOwn(Strategy strategy) {
        return OWN.contains(strategy);
    }

    /** What other libraries register and could not be loaded, with the reason. */
    public static List<String> faults() {
        return Registered.found().faults();
    }

    /** @throws InvalidInputException where there is no strategy of this name, or more than one */
    public static Strategy named(String name, Where where) {
        Registered others = Registered.found();
        List<Strategy> called = all(others).stream()
                .filter(strategy -> strategy.name().equals(name))
                .toList();
        if (called.isEmpty()) {
            throw new InvalidInputException(
                    "there is no strategy \"" + name + "\"",
                    where,
                    Nearest.to(name, names(all(others)))
                                    .map(near -> "you mean \"" + near + "\".")
                                    .orElse("one of " + names(all(others))
                                            + ", or the library that has it is not on the class path.")
                            + unloaded(others.faults()));
        }
        if (called.size() > 1) {
            throw new InvalidInputException(
                    "there is more than one strategy \"" + name + "\": "
                            + called.stream()
                                    .map(strategy -> strategy.getClass().getName())
                                    .collect(Collectors.joining(" and ")),
                    where,
                    "give the one of your library another name.");
        }
        return called.getFirst();
    }

    private static String unloaded(List<String> faults) {
        return faults.isEmpty() ? "" : " Could not be loaded: " + String.join("; ", faults) + ".";
    }
}
