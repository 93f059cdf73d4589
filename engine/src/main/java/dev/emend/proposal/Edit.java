package dev.emend.proposal;

import dev.emend.Lots;
import dev.emend.metric.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites the instruction as feedback on it demands: the metric's own on what went wrong, or a {@link Critique}.
 *
 * <p>The step against a textual gradient of ProTeGi (Pryzant et al., "Automatic Prompt Optimization with 'Gradient Descent'
 * and Beam Search", 2023, section 2.1), and with feedback on earlier versions the optimizer with momentum of TextGrad
 * (Yuksekgonul et al., "TextGrad: Automatic 'Differentiation' via Text", 2024). One call to the meta-model.
 */
public final class Edit implements Operator {

    public static final String NAME = "apply-feedback";

    private static final int ERRORS_SHOWN = 4;
    private static final int FEEDBACK_SHOWN = 12;

    private final String taskDescription;

    /** @param taskDescription what the prompt is for; may be empty */
    public Edit(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "rewrites the instruction as feedback on its answers demands";
    }

    @Override
    public boolean asks() {
        return true;
    }

    /** By what the metric says of the failures; empty where the parent has none. */
    @Override
    public Optional<Draft> draft(Material material) {
        List<Outcome> failures = material.parent().failures();
        List<Outcome> drawn = Lots.drawn(failures, FEEDBACK_SHOWN, material.random());
        if (drawn.isEmpty()) {
            return Optional.empty();
        }
        List<String> feedback = drawn.stream()
                .map(outcome -> outcome.score().feedback())
                .distinct()
                .toList();
        String now = heading("What it is criticised for now", drawn.size(), failures.size(), "errors");
        return Optional.of(draft(material, drawn, now, feedback, List.of()));
    }

    /**
     * By feedback from elsewhere.
     *
     * @param material its first parent's first failures are shown, in order
     * @param feedback what has to change, in order, at least one text
     * @param earlier feedback on earlier versions of the instruction, oldest first; may be empty
     */
    public Draft draft(Material material, List<String> feedback, List<String> earlier) {
        List<String> shown = last(feedback, FEEDBACK_SHOWN);
        String now = heading("What it is criticised for now", shown.size(), feedback.size(), "criticisms");
        return draft(material, material.parent().failures(), now, shown, earlier);
    }

    private Draft draft(
            Material material, List<Outcome> errors, String now, List<String> feedback, List<String> earlier) {
        Parent parent = material.parent();
        List<Outcome> shown = errors.subList(0, Math.min(ERRORS_SHOWN, errors.size()));
        List<String> remembered = last(earlier, FEEDBACK_SHOWN);
        return new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                .task(taskDescription)
                .instruction(
                        "The instruction that a language model is given now:",
                        parent.prompt().instruction())
                .outcomes(
                        heading(
                                "It went wrong here",
                                shown.size(),
                                parent.failures().size(),
                                "errors"),
                        shown,
                        true)
                .list(
                        heading(
                                "What earlier versions of it were criticised for",
                                remembered.size(),
                                earlier.size(),
                                "criticisms"),
                        remembered)
                .list(now, feedback)
                .failed(material.failedHypotheses())
                .closed(
                        "You improve the instructions of prompts for language models. You change what is criticised"
                                + " and keep what is good.",
                        "says what you change and why",
                        "the complete improved instruction",
                        Reflection.GENERAL,
                        material.temperature());
    }

    /** Says how many there are where a part is shown, so that a few of many do not look like all. */
    private static String heading(String what, int shown, int all, String things) {
        return shown == all ? what + ":" : what + " (" + shown + " of " + all + " " + things + "):";
    }

    private static List<String> last(List<String> texts, int most) {
        return texts.subList(Math.max(0, texts.size() - most), texts.size());
    }
}
