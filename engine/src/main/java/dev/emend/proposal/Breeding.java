package dev.emend.proposal;

import dev.emend.prompt.Template;
import java.util.Optional;

/**
 * Has one instruction written from two and changed in the same breath: crossover and mutation, with one call to the
 * meta-model.
 *
 * <p>The genetic algorithm's step in EvoPrompt (Guo et al., "Connecting Large Language Models with Evolutionary Algorithms
 * Yields Powerful Prompt Optimizers", 2023, section 3.2), whose request has both as numbered steps. Two parents with the same
 * instruction have nothing to cross: then only the change is asked for. Demonstrations are drawn from both.
 */
public final class Breeding extends Combination {

    public static final String NAME = "breed";

    private final String taskDescription;

    public Breeding(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "writes one instruction from two and changes it in one way";
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    Optional<Draft> combined(Parent first, Parent second, Material material) {
        Template own = first.prompt().instruction();
        Template other = second.prompt().instruction();
        InstructionRequest request = request(NAME, first, second, material.random())
                .task(taskDescription)
                .instruction("An instruction for a language model:", own);
        boolean twins = own.source().equals(other.source());
        if (!twins) {
            request.instruction("Another one for the same task:", other);
        }
        String change = "changed in one way, such as another order, other words or one more rule";
        return Optional.of(request.closed(
                "You breed instructions for language models: you combine two of them and vary what comes out.",
                twins ? "says what you change" : "says what is best in each of the two and what you change",
                twins
                        ? "this instruction, complete, " + change
                        : "one new complete instruction: the best of both combined, no longer than the longer one, and"
                                + " then " + change,
                "Keep every name, label and format that is asked for.",
                material.temperature()));
    }
}
