package dev.emend.proposal;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * Has an instruction found that leads from the inputs of some train examples to their right answers. It is not shown the
 * parent's instruction, so that it escapes whatever is wrong with that one; placeholders, other messages and demonstrations
 * are the parent's.
 *
 * <p>Forward generation of APE (Zhou et al., "Large Language Models Are Human-Level Prompt Engineers", 2022, section 3.1,
 * after Honovich et al., "Instruction Induction", 2022). Departures: where answers are few and recur, all of them are named,
 * which a handful of examples could not show; and a short instruction, a rule for each kind of answer or reasoning before the answer is
 * asked for, as a lot says, where the paper has one request. One call to the meta-model.
 */
public final class Induction implements Operator {

    public static final String NAME = "induce";

    private static final int EXAMPLES_SHOWN = 8;

    /** A prompt whose answers may be no longer than a label would cut the reasoning off. */
    private static final int TOKENS_TO_REASON = 400;

    private final String taskDescription;
    private final List<Example> train;
    private final List<Example> shown;

    /** How the answer is to be reached. */
    public enum Manner {
        /** As the meta-model sees fit. */
        FREE("Be short and exact."),
        /** The model reasons before it answers, whatever the seed prompt demands. */
        REASONED("Let the model think step by step in a few sentences first, and write its final answer at the very"
                + " end, on a line of its own that holds nothing else."),
        /** Definitions and rules that decide hard cases. */
        RULES("Give a rule for each kind of answer that tells it from those it is easily confused with.");

        private final String advice;

        Manner(String advice) {
            this.advice = advice;
        }
    }

    /** @param train examples with right answers */
    public Induction(String taskDescription, List<Example> train) {
        this(taskDescription, train, train);
    }

    /**
     * @param train examples with right answers, for the answers that there are
     * @param shown those of them that the meta-model may see
     */
    public Induction(String taskDescription, List<Example> train, List<Example> shown) {
        this.taskDescription = taskDescription;
        this.train = labelled(train);
        this.shown = labelled(shown);
    }

    private static List<Example> labelled(List<Example> examples) {
        return examples.stream()
                .filter(example -> !example.expected().isEmpty())
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "finds an instruction from examples alone, without a look at the prompt's own";
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public boolean looks() {
        return false;
    }

    /** In a manner drawn by lot; empty where there are no train examples. */
    @Override
    public Optional<Draft> draft(Material material) {
        Manner[] manners = Manner.values();
        return draft(material, manners[material.random().nextInt(manners.length)]);
    }

    /** Empty where there are no train examples. */
    public Optional<Draft> draft(Material material, Manner manner) {
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        Parent parent = material.parent();
        Prompt base = parent.prompt();
        if (manner == Manner.REASONED) {
            base = base.withRoomFor(TOKENS_TO_REASON);
        }
        InstructionRequest request = new InstructionRequest(NAME, List.of(parent.id()), base)
                .task(taskDescription)
                .examples(
                        "A language model was given an instruction. Following it, it answered these inputs:",
                        Lots.drawn(shown, EXAMPLES_SHOWN, material.random()));
        List<String> labels = AnswerSpace.labels(train);
        if (!labels.isEmpty()) {
            request.say("Every answer is one of: " + String.join(", ", labels) + ".");
        }
        return Optional.of(request.closed(
                "You write instructions for language models. From examples you find out what is asked for.",
                "says what the answers depend on",
                "the complete instruction that the model was given",
                manner.advice + (labels.isEmpty() ? "" : " Name every possible answer in it.") + " "
                        + Reflection.GENERAL,
                material.temperature()));
    }
}
