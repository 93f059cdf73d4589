package dev.emend.proposal;

import dev.emend.prompt.Prompt;
import java.util.Optional;

/**
 * Has one instruction written from two, and gives it demonstrations drawn from both.
 *
 * <p>The crossover of EvoPrompt's genetic algorithm (Guo et al., "Connecting Large Language Models with Evolutionary
 * Algorithms Yields Powerful Prompt Optimizers", 2023); that a child shows as many demonstrations as its parents do on
 * average, drawn from the union, is CAPO's (Zehle et al., 2025). One call to the meta-model.
 */
public final class Crossover implements Operator {

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
    public int parents() {
        return 2;
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public boolean looks() {
        return false;
    }

    /** Empty where there is one parent, or both have the same instruction and so nothing to combine. */
    @Override
    public Optional<Draft> draft(Material material) {
        if (material.parents().size() < 2) {
            return Optional.empty();
        }
        Parent first = material.parents().get(0);
        Parent second = material.parents().get(1);
        String own = first.prompt().instruction().source();
        if (own.equals(second.prompt().instruction().source())) {
            return Optional.empty();
        }
        Prompt base = first.prompt()
                .withDemonstrations(DemonstrationPool.drawn(
                        first.prompt().demonstrations(), second.prompt().demonstrations(), material.random()));
        return Optional.of(new InstructionRequest(NAME, material.ids().subList(0, 2), base)
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
