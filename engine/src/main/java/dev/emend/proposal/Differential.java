package dev.emend.proposal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has the parts in which two instructions differ varied, put into the best one, and the result crossed with a base. What the
 * two agree on stays out of it: a population agrees on what works.
 *
 * <p>The step of differential evolution in EvoPrompt (Guo et al., "Connecting Large Language Models with Evolutionary
 * Algorithms Yields Powerful Prompt Optimizers", 2023, section 3.3). There the meta-model looks for the differences itself;
 * here they are computed, section by section, so that a weak model cannot miss them. One call to the meta-model.
 */
public final class Differential implements Operator {

    public static final String NAME = "mutate-differences";

    private final String taskDescription;

    public Differential(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "varies where two prompts differ, and crosses the result with the best and a base";
    }

    @Override
    public int parents() {
        return 4;
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
     * @param material the best, the base whose other messages and demonstrations the child has, and the two that differ. Of
     *     three, the first is the best and the base; of two, it also is one of those that differ
     * @return empty where there is one parent, or where those two say the same
     */
    @Override
    public Optional<Draft> draft(Material material) {
        List<Parent> parents = material.parents();
        if (parents.size() < 2) {
            return Optional.empty();
        }
        Parent best = parents.getFirst();
        Parent base = parents.size() > 3 ? parents.get(1) : best;
        Parent other = parents.get(Math.min(parents.size(), 4) - 1);
        Parent one = parents.get(Math.min(parents.size(), 4) - 2);
        Sections first = Sections.of(one.prompt().instruction().source());
        Sections second = Sections.of(other.prompt().instruction().source());
        List<String> firsts = first.without(second);
        List<String> seconds = second.without(first);
        if (firsts.isEmpty() && seconds.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> ids =
                Stream.of(base.id(), best.id(), one.id(), other.id()).distinct().toList();
        InstructionRequest request = new InstructionRequest(
                        NAME, ids, Parent.withRoomOf(List.of(base, best, one, other), base.prompt()))
                .task(taskDescription)
                .sections("Two instructions for a language model agree but for this. One of them says:", firsts)
                .sections("The other one says:", seconds)
                .instruction("The best instruction so far:", best.prompt().instruction());
        boolean crosses = !base.prompt()
                .instruction()
                .source()
                .equals(best.prompt().instruction().source());
        if (crosses) {
            request.instruction("The instruction to be improved:", base.prompt().instruction());
        }
        return Optional.of(request.closed(
                "You breed instructions for language models from the differences between them.",
                "says which of these differences matters most, and how you vary it",
                crosses
                        ? "one new complete instruction: say the parts that differ in a new way, put them into the best"
                                + " instruction in place of what it says there, and combine that with the instruction to"
                                + " be improved"
                        : "one new complete instruction: say the parts that differ in a new way, and put them into the"
                                + " best instruction in place of what it says there",
                "It is no longer than the longest of them. Keep every name, label and format that is asked for.",
                material.temperature()));
    }
}
