package dev.emend.proposal;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Template;
import java.util.List;
import java.util.Optional;

/**
 * Adds a sentence that says exactly what an answer may be: one of the labels and nothing else, or the bare answer. Answers in
 * the wrong form are the errors that are cheapest to mend, and need no model to be mended. No call.
 */
public final class Contract implements Operator {

    public static final String NAME = "contract";

    private static final int SHORT_ANSWER = 80;

    private final List<Example> train;

    public Contract(List<Example> train) {
        this.train =
                train.stream().filter(example -> !example.expected().isEmpty()).toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "says exactly what an answer may be: one of the labels, or the bare answer";
    }

    @Override
    public boolean asks() {
        return false;
    }

    /** Empty where answers are long texts, or the instruction says so already. */
    @Override
    public Optional<Draft> draft(Material material) {
        Parent parent = material.parent();
        Optional<String> sentence = sentence();
        if (sentence.isEmpty() || says(parent.prompt().instruction(), sentence.get())) {
            return Optional.empty();
        }
        Prompt prompt = parent.prompt();
        Template extended;
        try {
            extended = Template.parse(prompt.instruction().source().strip() + "\n" + sentence.get());
        } catch (InvalidInputException broken) {
            return Optional.empty();
        }
        return Optional.of(new Draft.Written(new Proposal(
                prompt.withMessage(prompt.instructionIndex(), extended),
                List.of(parent.id()),
                NAME,
                "answers are wrong in their form, not in what they mean")));
    }

    private Optional<String> sentence() {
        List<String> labels = AnswerSpace.labels(train);
        if (!labels.isEmpty()) {
            return Optional.of("Write exactly one of these, and nothing else: " + String.join(", ", labels) + ".");
        }
        boolean brief = !train.isEmpty()
                && train.stream().allMatch(example -> example.expected().strip().length() <= SHORT_ANSWER);
        return brief
                ? Optional.of("Write the bare answer on the last line, without a word around it.")
                : Optional.empty();
    }

    private static boolean says(Template instruction, String sentence) {
        return MinHash.normalized(instruction.source()).contains(MinHash.normalized(sentence));
    }
}
