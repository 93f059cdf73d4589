package dev.emend.generation;

import dev.emend.generation.Specification.Named;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The message that holds a prompt's inputs. Each stands under its name, and the form of the answer is said once more behind
 * them. A message that holds nothing but a customer's words reads as if the customer spoke to the model: of 24 answers of a
 * 1.5B model to such messages none was a label, with the form said last all were (docs/measurements.md).
 */
final class UserTurn {

    /** So many labels are named again; of more it is said that there is a list. */
    private static final int MOST_NAMED = 5;

    private UserTurn() {}

    /**
     * @param reasoned whether reasoning stands before the answer
     * @return a template
     */
    static String of(List<Named> inputs, OutputContract contract, boolean reasoned) {
        Stream<String> parts = inputs.stream().map(input -> heading(input.name()) + ":\n{{" + input.name() + "}}");
        return Stream.concat(parts, Stream.of(reminder(contract, reasoned)))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private static String heading(String name) {
        String words = name.replace('_', ' ').replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String reminder(OutputContract contract, boolean reasoned) {
        List<String> labels = contract.labels();
        if (!labels.isEmpty()) {
            String one = labels.size() > MOST_NAMED ? "one of the labels" : String.join(" or ", labels);
            return reasoned
                    ? "Write on the last line " + one + " and nothing else."
                    : "Answer with " + one + " and nothing else.";
        }
        if (reasoned) {
            return "Write on the last line the answer alone.";
        }
        return contract.schema().isPresent() ? "Answer with the JSON object and nothing else." : "";
    }
}
