package dev.emend.proposal;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.prompt.Demonstration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Changes a prompt's demonstrations a little: one time in three another one is added, one time in three one is dropped, and
 * each time they come in a new order. The mutation of examples in CAPO (Zehle et al., "CAPO: Cost-Aware Prompt Optimization",
 * 2025). No call.
 */
public final class DemonstrationMutation implements Operator {

    public static final String NAME = "vary-demonstrations";

    /** As many as a prompt shows at most, in the paper. */
    public static final int MOST = 5;

    private final DemonstrationChoice choice;
    private final int most;

    /** @param most none is added where so many are shown */
    public DemonstrationMutation(List<Example> train, int most) {
        this.choice = new DemonstrationChoice(train);
        this.most = most;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "adds or drops one train example, or shows the same in another order";
    }

    @Override
    public boolean asks() {
        return false;
    }

    @Override
    public boolean looks() {
        return false;
    }

    /** Empty where that changes nothing. */
    @Override
    public Optional<Draft> draft(Material material) {
        Parent parent = material.parent();
        List<Demonstration> before = parent.prompt().demonstrations();
        List<Demonstration> after = mutated(before, material.random());
        if (after.equals(before)) {
            return Optional.empty();
        }
        return Optional.of(new Draft.Written(new Proposal(
                parent.prompt().withDemonstrations(after),
                List.of(parent.id()),
                NAME,
                after.size() > before.size()
                        ? "one more example is worth its length"
                        : after.size() < before.size()
                                ? "one of the examples is not worth its length"
                                : "the order of the examples matters")));
    }

    /** The demonstrations, changed. */
    public List<Demonstration> mutated(List<Demonstration> shown, UniformRandomProvider random) {
        List<Demonstration> changed = new ArrayList<>(shown);
        switch (random.nextInt(3)) {
            case 0 -> {
                if (shown.size() < most) {
                    changed = new ArrayList<>(choice.choose(shown.size() + 1, shown, example -> 0, random));
                }
            }
            case 1 -> {
                if (!shown.isEmpty()) {
                    changed.remove(random.nextInt(shown.size()));
                }
            }
            default -> {
                // As they are, but for their order.
            }
        }
        return Lots.shuffled(changed, random);
    }
}
