package dev.emend.proposal;

import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * Shows the meta-model where two good instructions differ, and has one written that settles each difference. What they share
 * stays: on hard tasks, changing only the parts that differ did better than changing everything (EvoPrompt's differential
 * evolution; Guo et al., 2023, section 4). Demonstrations are drawn from both. One call to the meta-model.
 */
public final class BlendDifferences implements Operator {

    public static final String NAME = "blend-differences";

    private final String taskDescription;

    public BlendDifferences(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "writes one instruction that settles the differences of two";
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

    /** Empty where there is one parent, or neither instruction says anything that the other does not. */
    @Override
    public Optional<Draft> draft(Material material) {
        if (material.parents().size() < 2) {
            return Optional.empty();
        }
        Parent better = material.parents().get(0);
        Parent other = material.parents().get(1);
        Sections first = Sections.of(better.prompt().instruction().source());
        Sections second = Sections.of(other.prompt().instruction().source());
        List<String> own = first.without(second);
        List<String> others = second.without(first);
        if (own.isEmpty() && others.isEmpty()) {
            return Optional.empty();
        }
        Prompt base = better.prompt()
                .withDemonstrations(DemonstrationPool.drawn(
                        better.prompt().demonstrations(), other.prompt().demonstrations(), material.random()));
        return Optional.of(new InstructionRequest(NAME, material.ids().subList(0, 2), base)
                .task(taskDescription)
                .instruction("The best instruction so far:", better.prompt().instruction())
                .list("Only this instruction says:", own)
                .list("Another good instruction says in their place:", others)
                .closed(
                        "You combine instructions for language models. What two good ones share, you keep.",
                        "says which of these differences matter",
                        "the best instruction with only these parts changed, so that it has the best of both",
                        "",
                        material.temperature()));
    }
}
