package dev.emend.proposal;

import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** An operator that makes one prompt of two, the better one first. It does not look at their answers. */
abstract sealed class Combination implements Operator permits Blend, BlendDifferences, Breeding, Crossover, Graft {

    @Override
    public final int parents() {
        return 2;
    }

    @Override
    public final boolean looks() {
        return false;
    }

    /** Empty where there is one parent, or where the two have nothing to combine. */
    @Override
    public final Optional<Draft> draft(Material material) {
        List<Parent> parents = material.parents();
        return parents.size() < 2 ? Optional.empty() : combined(parents.get(0), parents.get(1), material);
    }

    /** Empty where the two have nothing to combine. */
    abstract Optional<Draft> combined(Parent first, Parent second, Material material);

    /** A request for an instruction in place of the first one's; the child has demonstrations of both, and room for either's answers. */
    static InstructionRequest request(String operator, Parent first, Parent second, UniformRandomProvider random) {
        return new InstructionRequest(
                operator,
                List.of(first.id(), second.id()),
                Parent.withRoomOf(
                        List.of(first, second), withDemonstrationsOfBoth(first.prompt(), first, second, random)));
    }

    /** @see DemonstrationPool#drawn */
    static Prompt withDemonstrationsOfBoth(Prompt prompt, Parent first, Parent second, UniformRandomProvider random) {
        return prompt.withDemonstrations(DemonstrationPool.drawn(
                first.prompt().demonstrations(), second.prompt().demonstrations(), random));
    }
}
