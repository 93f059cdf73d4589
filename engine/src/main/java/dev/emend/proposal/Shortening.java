package dev.emend.proposal;

import java.util.List;
import java.util.Optional;

/**
 * Has the instruction said in fewer words. Long instructions overwhelm small models (MePO, 2025), and every call pays for
 * them. One call to the meta-model.
 */
public final class Shortening implements Operator {

    public static final String NAME = "shorten";

    /** In characters; what is shorter has nothing to lose. */
    private static final int WORTH_SHORTENING = 160;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "says the instruction in fewer words";
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public boolean looks() {
        return false;
    }

    /** Empty where the instruction is short already. */
    @Override
    public Optional<Draft> draft(Material material) {
        Parent parent = material.parent();
        if (parent.prompt().instruction().editableText().strip().length() < WORTH_SHORTENING) {
            return Optional.empty();
        }
        return Optional.of(new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                .instruction(
                        "An instruction for a language model:", parent.prompt().instruction())
                .closed(
                        "You shorten instructions for language models. What they demand stays.",
                        "says what can go without loss",
                        "the instruction in about half as many words, without repetition and filler",
                        "Keep every name, label and format that it asks for.",
                        material.temperature()));
    }
}
