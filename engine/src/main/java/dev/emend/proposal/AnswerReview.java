package dev.emend.proposal;

import dev.emend.metric.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites the instruction by its answers alone: by what they lack when they are held against what is required, without a
 * look at scores, feedback or right answers.
 *
 * <p>The optimizer of SPO (Xiang et al., "Self-Supervised Prompt Optimization", 2025). One call to the meta-model.
 */
public final class AnswerReview implements Operator {

    public static final String NAME = "review-answers";

    private static final int ANSWERS_SHOWN = 5;

    private final String requirements;

    /** @param requirements what a good answer is, in a person's words; may be empty */
    public AnswerReview(String requirements) {
        this.requirements = requirements;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "looks at answers alone, without knowing which are right, and rewrites the instruction";
    }

    @Override
    public boolean asks() {
        return true;
    }

    /** Empty where nobody has looked at the parent's answers. Shows the first of them, in order. */
    @Override
    public Optional<Draft> draft(Material material) {
        Parent parent = material.parent();
        List<Outcome> answers = parent.outcomes();
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                .task(requirements)
                .instruction(
                        "The instruction that a language model is given now:",
                        parent.prompt().instruction())
                .outcomes("It answers like this:", answers.subList(0, Math.min(ANSWERS_SHOWN, answers.size())), false)
                .closed(
                        "You improve the instructions of prompts for language models. You look at the answers, and see"
                                + " what they lack.",
                        "says what would make such answers better",
                        "the complete improved instruction",
                        Reflection.GENERAL,
                        material.temperature()));
    }
}
