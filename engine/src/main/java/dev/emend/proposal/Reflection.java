package dev.emend.proposal;

import dev.emend.InvalidInputException;
import dev.emend.metric.Outcome;
import dev.emend.model.Completion;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.util.List;

/**
 * Shows the meta-model what a prompt got wrong and what it got right, and asks for a labelled hypothesis and a rewritten
 * instruction.
 *
 * <p>Reflection on failures is GEPA's mutation (Agrawal et al., "GEPA: Reflective Prompt Evolution Can Outperform
 * Reinforcement Learning", 2025). The label, one sentence that says what is believed to cause the errors, is VISTA's; it
 * lets a reader follow the search, and the search remember which beliefs have failed. Successes are shown too, after
 * StraGo, so that a rewrite does not trade them away. Every shown text is cut to a bounded length, so the request cannot
 * outgrow the model's context however many failures there are. One call to the meta-model.
 */
public final class Reflection {

    public static final String NAME = "reflect";

    private static final int SHOWN_CHARACTERS = 400;
    private static final Sampling SAMPLING = new Sampling(0.8, 0.95, 512, List.of());

    private final String taskDescription;

    /** @param taskDescription what the prompt is for, in a person's words; may be empty */
    public Reflection(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    /**
     * @param parents ids of the candidates behind {@code parent}
     * @param parent whose instruction is rewritten; its demonstrations stay
     * @param failures and {@code successes}: outcomes of the parent on train examples
     * @param failedHypotheses what was believed before and did not help, newest last
     */
    public Draft draft(
            List<Integer> parents,
            Prompt parent,
            List<Outcome> failures,
            List<Outcome> successes,
            List<String> failedHypotheses) {
        StringBuilder text = new StringBuilder();
        if (!taskDescription.isBlank()) {
            text.append("The task: ").append(taskDescription.strip()).append("\n\n");
        }
        text.append("The instruction that a language model is given now:\n```\n")
                .append(parent.instruction().source().strip())
                .append("\n```\n\n");
        show(text, "It went wrong here:", failures, true);
        show(text, "It went right here:", successes, false);
        if (!failedHypotheses.isEmpty()) {
            text.append("These ideas were tried and did not help:\n");
            failedHypotheses.forEach(
                    idea -> text.append("- ").append(shortened(idea)).append('\n'));
            text.append('\n');
        }
        text.append("First write one line that begins with \"Hypothesis:\" and says what in the instruction causes the"
                + " errors. Then write the complete improved instruction between two lines of three backticks (```),"
                + " and nothing behind it. Write general rules; do not copy the inputs above into it.");
        if (!parent.instruction().placeholders().isEmpty()) {
            text.append(" Keep each of these exactly once and unchanged: ")
                    .append(String.join(
                            " ",
                            parent.instruction().placeholders().stream()
                                    .map(name -> "{{" + name + "}}")
                                    .toList()))
                    .append('.');
        }
        if (!parent.instruction().frozenSections().isEmpty()) {
            text.append(" Copy everything between {# frozen #} and {# /frozen #}, these marks included, unchanged.");
        }
        List<ChatMessage> messages = List.of(
                new ChatMessage(
                        Role.SYSTEM,
                        "You improve the instructions of prompts for language models. You find the cause of errors and"
                                + " rewrite the instruction so that they do not happen again."),
                new ChatMessage(Role.USER, text.toString()));
        return new Draft.Asked(parents, NAME, messages, SAMPLING, reply -> read(parents, parent, reply));
    }

    private static void show(StringBuilder text, String heading, List<Outcome> outcomes, boolean withFeedback) {
        if (outcomes.isEmpty()) {
            return;
        }
        text.append(heading).append('\n');
        int number = 1;
        for (Outcome outcome : outcomes) {
            text.append(number++).append(". ");
            outcome.example()
                    .inputs()
                    .forEach((name, value) -> text.append(name)
                            .append(": ")
                            .append(shortened(value))
                            .append('\n'));
            text.append("   answer: ")
                    .append(shortened(outcome.output().strip()))
                    .append('\n');
            if (withFeedback) {
                text.append("   feedback: ")
                        .append(shortened(outcome.score().feedback()))
                        .append('\n');
            }
        }
        text.append('\n');
    }

    private static Reading read(List<Integer> parents, Prompt parent, Completion reply) {
        if (reply.finish() == Completion.Finish.LENGTH) {
            return new Reading.Unreadable(
                    parents, NAME, "truncated", "the reply reached its length limit", reply.text());
        }
        Fenced fenced = Fenced.read(reply.text());
        if (!fenced.isReadable()) {
            return new Reading.Unreadable(parents, NAME, fenced.rule(), fenced.detail(), reply.text());
        }
        try {
            Prompt rewritten = parent.withMessage(parent.instructionIndex(), Template.parse(fenced.block()));
            return new Proposal(
                    rewritten, parents, NAME, fenced.hypothesis().isEmpty() ? "(none given)" : fenced.hypothesis());
        } catch (InvalidInputException broken) {
            return new Reading.Unreadable(parents, NAME, "frozen-section", broken.what(), reply.text());
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + " […]";
    }
}
