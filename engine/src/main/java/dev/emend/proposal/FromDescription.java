package dev.emend.proposal;

import java.util.List;
import java.util.Optional;

/**
 * Has an instruction written from the task's description alone, without a look at any prompt: a fresh start where a search
 * has gone astray. Zero-order prompt generation of Promptbreeder (Fernando et al., "Promptbreeder: Self-Referential
 * Self-Improvement Via Prompt Evolution", 2023, section 3.2.1), which takes the first of a hundred hints; here one hint is
 * asked for, and the instruction around it. One call to the meta-model.
 */
public final class FromDescription implements Operator {

    public static final String NAME = "from-description";

    private final String taskDescription;

    public FromDescription(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "writes an instruction from the task's description alone";
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public boolean looks() {
        return false;
    }

    /** Empty where the task has no description. */
    @Override
    public Optional<Draft> draft(Material material) {
        if (taskDescription.isBlank()) {
            return Optional.empty();
        }
        Parent parent = material.parent();
        return Optional.of(new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                .task(taskDescription)
                .closed(
                        "You write instructions for language models.",
                        "gives one hint that helps with this task",
                        "a complete instruction for a language model that is to do the task, with this hint in it",
                        "Be short and exact.",
                        material.temperature()));
    }
}
