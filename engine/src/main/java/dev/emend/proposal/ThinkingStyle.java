package dev.emend.proposal;

import java.util.List;
import java.util.Optional;

/**
 * Has the instruction rewritten in a way of thinking that is drawn by lot. The idea is PromptBreeder's (Fernando et al.,
 * "Promptbreeder: Self-Referential Self-Improvement Via Prompt Evolution", 2023); the styles are Emend's own. It widens a
 * search that reflection alone keeps near its start. One call to the meta-model.
 */
public final class ThinkingStyle implements Operator {

    public static final String NAME = "thinking-style";

    /** Ways to think about a task, for operators that vary a prompt without looking at its failures. */
    public static final List<String> STYLES = List.of(
            "Break the task into small steps, and say which comes first.",
            "Say what a mistake looks like, and how it is avoided.",
            "Think of the hardest inputs, and say how each kind is decided.",
            "Explain the task as to a careful person who has never seen it.",
            "Say what must be looked at in the input, and what must be ignored.",
            "Begin with the form of the answer, then say how to get there.",
            "Let the answer be checked against the input before it is given.",
            "Compare the possible answers with each other, and say what tells them apart.",
            "Take the view of an expert of the field who judges by long experience.",
            "Say it with as few words as possible, each of which matters.",
            "Ask what the writer of the input wants, and answer that.",
            "Look for the evidence in the input first, and let it decide.");

    private final String taskDescription;

    public ThinkingStyle(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "rewrites the instruction in a way of thinking drawn by lot";
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
        String style = STYLES.get(material.random().nextInt(STYLES.size()));
        Parent parent = material.parent();
        return Optional.of(new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                .task(taskDescription)
                .instruction(
                        "An instruction for a language model:", parent.prompt().instruction())
                .say("A way to think about it: " + style)
                .closed(
                        "You improve the instructions of prompts for language models.",
                        "says how this way of thinking helps with the task",
                        "the complete instruction, rewritten in this way",
                        "Keep every name, label and format that it asks for.",
                        material.temperature()));
    }
}
