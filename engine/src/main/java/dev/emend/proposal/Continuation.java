package dev.emend.proposal;

import dev.emend.prompt.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows instructions from worse to better, and has the series continued. The lineage-based mutation of Promptbreeder (Fernando
 * et al., "Promptbreeder: Self-Referential Self-Improvement Via Prompt Evolution", 2023, section 3.2.2) where the parents are
 * the elites of one line, and its ranked estimation of distribution where they are a population. No scores are shown: the
 * authors saw models copy from lists with scores. One call to the meta-model.
 */
public final class Continuation implements Operator {

    public static final String NAME = "continue";

    private static final int MOST = 8;
    private static final int MOST_CHARACTERS = 8000;

    private final String taskDescription;

    public Continuation(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "shows instructions from worse to better, and has the next one written";
    }

    @Override
    public int parents() {
        return MOST;
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public boolean looks() {
        return false;
    }

    /**
     * @param material parents, best first; of many or long ones, the best are shown
     * @return empty where there are not two different instructions to show
     */
    @Override
    public Optional<Draft> draft(Material material) {
        List<Parent> shown = shown(material.parents());
        if (shown.size() < 2) {
            return Optional.empty();
        }
        Parent best = shown.getLast();
        InstructionRequest request = new InstructionRequest(
                        NAME, shown.stream().map(Parent::id).toList(), Parent.withRoomOf(shown, best.prompt()))
                .task(taskDescription)
                .say("Instructions for a language model, each better than the one before:");
        for (int i = 0; i < shown.size(); i++) {
            request.instruction(
                    "Instruction " + (i + 1) + ":", shown.get(i).prompt().instruction());
        }
        return Optional.of(request.closed(
                "You continue series of instructions for language models that get better and better.",
                "says what makes the later ones better than the earlier ones",
                "instruction " + (shown.size() + 1) + ", a complete one that goes on in this direction",
                "Do not copy one of them. Keep every name, label and format that they ask for.",
                material.temperature()));
    }

    /** Worst first, no instruction twice. */
    private static List<Parent> shown(List<Parent> bestFirst) {
        List<Parent> shown = new ArrayList<>();
        int characters = 0;
        for (Parent parent : bestFirst) {
            Template instruction = parent.prompt().instruction();
            if (shown.stream().anyMatch(other -> other.prompt().instruction().equals(instruction))) {
                continue;
            }
            characters += instruction.source().length();
            if (shown.size() == MOST || shown.size() >= 2 && characters > MOST_CHARACTERS) {
                break;
            }
            shown.add(parent);
        }
        return shown.reversed();
    }
}
