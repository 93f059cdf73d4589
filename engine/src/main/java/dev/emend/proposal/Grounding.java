package dev.emend.proposal;

import dev.emend.Excerpt;
import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Has an instruction written that is grounded in the task: in what the prompt is, what its data look like, some solved
 * examples, and a tip about the manner.
 *
 * <p>The proposer of MIPRO (Opsahl-Ong et al., "Optimizing Instructions and Demonstrations for Multi-Stage Language Model
 * Programs", 2024, section 4.1), with its tips in words of our own. One call to the meta-model; the summary of the data is one
 * more for all drafts together.
 */
public final class Grounding implements Operator {

    public static final String NAME = "ground";

    private static final int EXAMPLES_SHOWN = 4;
    private static final int EXAMPLES_SUMMARIZED = 20;
    private static final int LONGEST_SUMMARY = 1000;
    private static final int LONGEST_PROMPT = 2000;
    private static final int SUMMARY_TOKENS = 256;

    private final String taskDescription;
    private final List<Example> train;

    /** The manner in which an instruction is to be written. */
    public enum Tip {
        NONE(""),
        CREATIVE("Be creative: say it in a way that nobody has tried."),
        SIMPLE("Keep it simple: short, clear and without anything that could be left out."),
        DESCRIPTION("Be informative: describe the task and what is expected in detail."),
        HIGH_STAKES("Let much depend on the answer: put the model into a situation where a mistake would be grave."),
        PERSONA("Give the model a role that suits the task, beginning with \"You are\".");

        private final String advice;

        Tip(String advice) {
            this.advice = advice;
        }
    }

    /** @param train what examples are shown from */
    public Grounding(String taskDescription, List<Example> train) {
        this.taskDescription = taskDescription;
        this.train = List.copyOf(train);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "writes an instruction from the prompt, solved examples and a tip drawn by lot";
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public boolean looks() {
        return false;
    }

    /** With a tip drawn by lot, and no summary of the data. */
    @Override
    public Optional<Draft> draft(Material material) {
        Tip[] tips = Tip.values();
        return Optional.of(draft(material, "", tips[material.random().nextInt(tips.length)]));
    }

    /** @param summary of the data, as {@link #summary} reads it; may be empty */
    public Draft draft(Material material, String summary, Tip tip) {
        Parent parent = material.parent();
        InstructionRequest request = new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                .task(taskDescription)
                .say("A prompt for a language model:\n" + shown(parent.prompt()));
        if (!summary.isBlank()) {
            request.say("What the data look like: " + summary);
        }
        List<Example> labelled =
                train.stream().filter(example -> !example.expected().isEmpty()).toList();
        return request.examples(
                        "Inputs with their right answers:", Lots.drawn(labelled, EXAMPLES_SHOWN, material.random()))
                .instruction("Its instruction is now:", parent.prompt().instruction())
                .closed(
                        "You write instructions for language models, from all that is known of a task.",
                        "says what matters most in this task",
                        "a new complete instruction with which the model will do this task better",
                        (tip.advice + " " + Reflection.GENERAL).strip(),
                        material.temperature());
    }

    private static String shown(Prompt prompt) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < prompt.messages().size(); i++) {
            Message message = prompt.messages().get(i);
            text.append('[')
                    .append(message.role().label())
                    .append("] ")
                    .append(
                            i == prompt.instructionIndex()
                                    ? "(the instruction)"
                                    : message.content().source().strip())
                    .append('\n');
        }
        return Excerpt.of(text.toString(), LONGEST_PROMPT);
    }

    /** Asks what the data have in common; of all drafts, only one has to pay for it. */
    public Ask question(double temperature, UniformRandomProvider random) {
        StringBuilder text = new StringBuilder();
        if (!taskDescription.isBlank()) {
            text.append("The task: ").append(taskDescription.strip()).append("\n\n");
        }
        text.append("Examples of its data:\n");
        int number = 1;
        for (Example example : Lots.drawn(train, EXAMPLES_SUMMARIZED, random)) {
            text.append(number++).append(". ");
            example.inputs()
                    .forEach((name, value) -> text.append(name)
                            .append(": ")
                            .append(InstructionRequest.shortened(value))
                            .append('\n'));
            if (!example.expected().isEmpty()) {
                text.append("   right answer: ")
                        .append(InstructionRequest.shortened(example.expected().strip()))
                        .append('\n');
            }
        }
        text.append(
                "\nIn two or three sentences, say what these data are: their topics, form and length, what is asked of"
                        + " them, and what the right answers look like. Describe them as a whole; repeat none of them.");
        return new Ask(
                List.of(
                        new ChatMessage(Role.SYSTEM, "You describe data sets, briefly and exactly."),
                        new ChatMessage(Role.USER, text.toString())),
                new Sampling(temperature, 0.95, SUMMARY_TOKENS, List.of()));
    }

    /** What is used of the meta-model's reply to {@link #question}. */
    public static String summary(String reply) {
        return Excerpt.of(reply.strip(), LONGEST_SUMMARY);
    }
}
