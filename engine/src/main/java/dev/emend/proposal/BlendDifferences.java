package dev.emend.proposal;

import java.util.List;
import java.util.Optional;

/**
 * Shows the meta-model where two good instructions differ, and has one written that settles each difference. What they share
 * stays: on hard tasks, changing only the parts that differ did better than changing everything (EvoPrompt's differential
 * evolution; Guo et al., 2023, section 4). Demonstrations are drawn from both. One call to the meta-model.
 */
public final class BlendDifferences extends Combination {

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
    public boolean asks() {
        return true;
    }

    /** Empty where neither instruction says anything that the other does not. */
    @Override
    Optional<Draft> combined(Parent better, Parent other, Material material) {
        Sections first = Sections.of(better.prompt().instruction().source());
        Sections second = Sections.of(other.prompt().instruction().source());
        List<String> own = first.without(second);
        List<String> others = second.without(first);
        if (own.isEmpty() && others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(request(NAME, better, other, material.random())
                .task(taskDescription)
                .instruction("The best instruction so far:", better.prompt().instruction())
                .sections("Only this instruction says:", own)
                .sections("Another good instruction says in their place:", others)
                .closed(
                        "You combine instructions for language models. What two good ones share, you keep.",
                        "says which of these differences matter",
                        "the best instruction with only these parts changed, so that it has the best of both",
                        "",
                        material.temperature()));
    }
}
