package dev.emend.proposal;

import java.util.Optional;

/**
 * Has one instruction written from two, and gives it demonstrations drawn from both.
 *
 * <p>The crossover of EvoPrompt's genetic algorithm (Guo et al., "Connecting Large Language Models with Evolutionary
 * Algorithms Yields Powerful Prompt Optimizers", 2023); that a child shows as many demonstrations as its parents do on
 * average, drawn from the union, is CAPO's (Zehle et al., 2025). One call to the meta-model.
 */
public final class Crossover extends Combination {

    public static final String NAME = "cross-over";

    private final String taskDescription;

    public Crossover(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "writes one instruction from two, with demonstrations drawn from both";
    }

    @Override
    public boolean asks() {
        return true;
    }

    /** Empty where both have the same instruction. */
    @Override
    Optional<Draft> combined(Parent first, Parent second, Material material) {
        String own = first.prompt().instruction().source();
        if (own.equals(second.prompt().instruction().source())) {
            return Optional.empty();
        }
        return Optional.of(request(NAME, first, second, material.random())
                .task(taskDescription)
                .instruction(
                        "An instruction for a language model:", first.prompt().instruction())
                .instruction("Another one for the same task:", second.prompt().instruction())
                .closed(
                        "You combine instructions for language models into better ones.",
                        "says what is best in each of the two",
                        "one new complete instruction that combines the two and is no longer than the longer one",
                        "",
                        material.temperature()));
    }
}
