package dev.emend.proposal;

import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Optional;

/** Shows one prompt's demonstrations under another one's instruction. What either is worth alone need not add up. No call. */
public final class Graft extends Combination {

    public static final String NAME = "graft";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "shows one prompt's demonstrations under another one's instruction";
    }

    @Override
    public boolean asks() {
        return false;
    }

    /**
     * The first parent's demonstrations under the second one's instruction, or the other way round where the first has none, which would
     * only take the other's away; empty where that is one of the two.
     */
    @Override
    Optional<Draft> combined(Parent first, Parent second, Material material) {
        boolean bare = first.prompt().demonstrations().isEmpty();
        Parent shown = bare ? second : first;
        Parent told = bare ? first : second;
        if (shown.prompt().demonstrations().isEmpty()) {
            return Optional.empty();
        }
        Prompt child = told.prompt().withDemonstrations(shown.prompt().demonstrations());
        String print = child.fingerprint();
        return print.equals(shown.prompt().fingerprint())
                        || print.equals(told.prompt().fingerprint())
                ? Optional.empty()
                : Optional.of(new Draft.Written(new Proposal(
                        Parent.withRoomOf(List.of(told, shown), child),
                        List.of(told.id(), shown.id()),
                        NAME,
                        "the instruction of candidate " + told.id() + " helps beside the examples of candidate "
                                + shown.id())));
    }
}
