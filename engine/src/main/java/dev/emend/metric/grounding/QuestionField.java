package dev.emend.metric.grounding;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Options;
import java.util.List;
import java.util.Optional;

/**
 * Which column of an example holds the question that is answered.
 *
 * @param metric that needs it, for errors
 * @param field as the option {@code question} names it; empty for the first of the usual names that is there
 */
record QuestionField(String metric, Optional<String> field) {

    static final String OPTION = "question";

    private static final List<String> USUAL = List.of("question", "query", "input", "text");

    static QuestionField from(Options options) {
        return new QuestionField(options.metric(), options.text(OPTION));
    }

    /** @throws InvalidInputException where the column is missing or empty */
    String text(Example example) {
        String name = field.orElseGet(
                () -> USUAL.stream().filter(example::hasColumn).findFirst().orElse(USUAL.getFirst()));
        String text = example.column(name);
        if (text.isBlank()) {
            throw new InvalidInputException(
                    "the metric " + metric + " needs the question, and \"" + name + "\" is "
                            + (example.hasColumn(name) ? "empty" : "not there") + " (example " + example.id()
                            + " has the inputs "
                            + String.join(", ", example.allInputs().keySet()) + ")",
                    example.where(),
                    "the question has another name: the option \"question\" names it.");
        }
        return text;
    }
}
