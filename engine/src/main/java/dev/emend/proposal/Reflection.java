package dev.emend.proposal;

import dev.emend.Lots;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * Shows the meta-model what a prompt got wrong and what it got right, and asks for a labelled hypothesis and a rewritten
 * instruction.
 *
 * <p>Reflection on failures is GEPA's mutation (Agrawal et al., "GEPA: Reflective Prompt Evolution Can Outperform
 * Reinforcement Learning", 2025). The label, one sentence that says what is believed to cause the errors, is VISTA's; it
 * lets a reader follow the search, and the search remember which beliefs have failed. Successes are shown too, after
 * StraGo, so that a rewrite does not trade them away. One call to the meta-model.
 */
public final class Reflection implements Operator {

    public static final String NAME = "reflect";

    static final String SYSTEM = "You improve the instructions of prompts for language models. You find the cause of"
            + " errors and rewrite the instruction so that they do not happen again.";
    static final String GENERAL = "Write general rules; do not copy the inputs above into it.";

    private static final int FAILURES_SHOWN = 5;
    private static final int SUCCESSES_SHOWN = 3;

    private final String taskDescription;

    /** @param taskDescription what the prompt is for, in a person's words; may be empty */
    public Reflection(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "looks at failures and successes, and rewrites the instruction against what causes the errors";
    }

    @Override
    public boolean asks() {
        return true;
    }

    /** Empty where the parent has no failures to look at. */
    @Override
    public Optional<Draft> draft(Material material) {
        return draft(material, material.parent().prompt().instructionIndex());
    }

    /**
     * Has one message of the prompt rewritten, where several carry instructions. Empty where the parent has no failures to
     * look at.
     *
     * @param message its place among the prompt's messages
     */
    public Optional<Draft> draft(Material material, int message) {
        Parent parent = material.parent();
        if (parent.failures().isEmpty()) {
            return Optional.empty();
        }
        List<Outcome> failures = Lots.drawn(parent.failures(), FAILURES_SHOWN, material.random());
        List<Outcome> successes = Lots.drawn(parent.successes(), SUCCESSES_SHOWN, material.random());
        Prompt prompt = parent.prompt();
        Message rewritten = prompt.messages().get(message);
        boolean whole = message == prompt.instructionIndex();
        InstructionRequest request =
                new InstructionRequest(NAME, List.of(parent.id()), prompt, message).task(taskDescription);
        if (whole) {
            request.instruction("The instruction that a language model is given now:", rewritten.content());
        } else {
            request.instruction("A language model is given this instruction, which stays:", prompt.instruction())
                    .instruction(
                            "It is also given this " + rewritten.role().label()
                                    + " message, which is the one to improve:",
                            rewritten.content());
        }
        return Optional.of(request.outcomes(wrong(failures.size(), parent), failures, true)
                .outcomes("It went right here:", successes, false)
                .failed(material.failedHypotheses())
                .closed(
                        SYSTEM,
                        "says what in the instruction causes the errors",
                        whole ? "the complete improved instruction" : "this message, complete and improved,",
                        GENERAL,
                        material.temperature()));
    }

    /** Says how many failures are not shown, so that a few of many do not look like all. */
    private static String wrong(int shown, Parent parent) {
        int all = parent.failures().size();
        return shown == all
                ? "It went wrong here:"
                : "It went wrong " + all + " times in " + parent.outcomes().size() + ", for example here:";
    }
}
