package dev.emend.proposal;

import java.util.List;
import java.util.Optional;

/**
 * Has the instruction said in other words. The local search around a good prompt of APE's resampling (Zhou et al., "Large
 * Language Models Are Human-Level Prompt Engineers", 2022, section 3.3) and ProTeGi's Monte Carlo successors (Pryzant et al.,
 * "Automatic Prompt Optimization with 'Gradient Descent' and Beam Search", 2023). One call to the meta-model.
 */
public final class Paraphrase implements Operator {

    public static final String NAME = "paraphrase";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "says the instruction in other words";
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
        return Optional.of(new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                .instruction(
                        "An instruction for a language model:", parent.prompt().instruction())
                .closed(
                        "You rewrite instructions for language models in other words. Their meaning stays.",
                        "says what you word differently",
                        "the instruction in clearly different words, with the same meaning",
                        "Keep every name, label and format that it asks for.",
                        material.temperature()));
    }
}
