package dev.emend.proposal;

import dev.emend.data.Example;
import dev.emend.prompt.Demonstration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes which labelled train examples a prompt shows. Keeps the first half of the parent's demonstrations, and fills up
 * with others, those first that the parent gets wrong; one time in two it shows half as many more. No call.
 *
 * @see DemonstrationChoice
 */
public final class Demonstrating implements Operator {

    public static final String NAME = "demonstrate";

    private final DemonstrationChoice choice;

    public Demonstrating(List<Example> train) {
        this.choice = new DemonstrationChoice(train);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "shows other train examples, those first that went wrong";
    }

    @Override
    public boolean asks() {
        return false;
    }

    /** Empty where there are no train examples. */
    @Override
    public Optional<Draft> draft(Material material) {
        if (choice.available() == 0) {
            return Optional.empty();
        }
        Parent parent = material.parent();
        List<Demonstration> shown = parent.prompt().demonstrations();
        int size = Math.max(shown.size(), choice.unit());
        int grown = material.random().nextBoolean() ? size : Math.min(choice.available(), size + size / 2);
        Set<String> wrong = parent.failures().stream()
                .map(outcome -> outcome.example().id())
                .collect(Collectors.toCollection(HashSet::new));
        List<Demonstration> chosen = choice.choose(
                grown,
                shown.subList(0, shown.size() / 2),
                example -> wrong.contains(example.id()) ? 0 : 1,
                material.random());
        return Optional.of(shown(parent, chosen, hypothesis(parent, chosen)));
    }

    private static String hypothesis(Parent parent, List<Demonstration> chosen) {
        long fresh = chosen.stream()
                .filter(demonstration -> !parent.prompt().demonstrates(demonstration.inputs()))
                .count();
        return "show " + chosen.size() + " examples, " + (fresh == chosen.size() ? "all" : fresh + " of them")
                + " new, those that went wrong first";
    }

    /** The parent with other demonstrations, in their order. */
    public static Draft shown(Parent parent, List<Demonstration> demonstrations, String hypothesis) {
        return new Draft.Written(new Proposal(
                parent.prompt().withDemonstrations(demonstrations), List.of(parent.id()), NAME, hypothesis));
    }
}
