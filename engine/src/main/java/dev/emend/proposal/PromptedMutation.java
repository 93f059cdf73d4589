package dev.emend.proposal;

import java.util.List;
import java.util.Optional;

/**
 * Has the instruction rewritten as a mutation prompt demands: first-order prompt generation of Promptbreeder (Fernando et
 * al., "Promptbreeder: Self-Referential Self-Improvement Via Prompt Evolution", 2023, section 3.2.1). The mutation prompt is
 * a text like "Add one rule that decides the hardest cases", which a search may evolve too. One call to the meta-model.
 */
public final class PromptedMutation implements Operator {

    public static final String NAME = "mutate";

    private final String taskDescription;
    private final String mutationPrompt;
    private final String style;

    /** @param mutationPrompt cut where it is long */
    public PromptedMutation(String taskDescription, String mutationPrompt) {
        this(taskDescription, mutationPrompt, "");
    }

    /** @param style a way to think about the task; may be empty */
    public PromptedMutation(String taskDescription, String mutationPrompt, String style) {
        this.taskDescription = taskDescription;
        this.mutationPrompt = InstructionRequest.shortened(mutationPrompt);
        this.style = style;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "rewrites the instruction as a mutation prompt demands";
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public boolean looks() {
        return false;
    }

    @Override
    public Optional<Draft> draft(Material material) {
        Parent parent = material.parent();
        InstructionRequest request = new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                .task(taskDescription)
                .instruction(
                        "An instruction for a language model:", parent.prompt().instruction())
                .say("How it is to be changed: " + mutationPrompt);
        if (!style.isEmpty()) {
            request.say("A way to think about it: " + style);
        }
        return Optional.of(request.closed(
                "You change instructions for language models as you are told.",
                "says what this change is good for",
                "the complete instruction, changed in this way",
                "Keep every name, label and format that it asks for.",
                material.temperature()));
    }
}
