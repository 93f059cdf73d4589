package dev.emend.program;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Gives inputs the passages that a retriever finds for their question, before they are answered: what is found is what the
 * answer has to rest on, and what the signal measures it by. Passages are numbered from 1 in brackets, the best first, each in a
 * paragraph of its own, so that answers can cite them.
 *
 * @param retriever that finds the same for the same question
 * @param query the input that is looked up, such as {@code question}
 * @param context the input that the passages become, such as {@code context}
 * @param k how many passages at most, at least 1
 */
public record Retrieval(Retriever retriever, String query, String context, int k) implements UnaryOperator<Example> {

    /** What stands in place of passages where none is found. Metrics need a context, and an answer may say so. */
    public static final String NOTHING = "No passage was found for this question.";

    /** What the input that the passages become is usually called. */
    public static final String USUAL_CONTEXT = "context";

    /** How many passages are found where nobody says. */
    public static final int USUAL_K = 3;

    private static final String USUAL_QUERY = "question";

    /**
     * What is looked up where nobody says: {@code question}, or the only input there is.
     *
     * @param inputs without the context
     */
    public static Optional<String> usualQuery(Set<String> inputs) {
        if (inputs.size() == 1) {
            return inputs.stream().findFirst();
        }
        return Optional.of(USUAL_QUERY).filter(inputs::contains);
    }

    public Retrieval {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, not " + k);
        }
    }

    /** @throws InvalidInputException where the input has nothing to look up, or a context already */
    @Override
    public Example apply(Example input) {
        String question = input.allInputs().get(query);
        if (question == null) {
            throw new InvalidInputException(
                    "there is no input \"" + query + "\" to look up; there is "
                            + input.allInputs().keySet(),
                    input.where(),
                    "the question has another name.");
        }
        if (input.hasColumn(context)) {
            throw new InvalidInputException(
                    "there is a \"" + context + "\" already, in whose place passages would be looked up",
                    input.where(),
                    "look nothing up, or give that column another name.");
        }
        return input.withInput(context, numbered(retriever.passages(question, k)));
    }

    private static String numbered(List<String> passages) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < passages.size(); i++) {
            text.append(i == 0 ? "" : "\n\n")
                    .append('[')
                    .append(i + 1)
                    .append("] ")
                    .append(oneLine(passages.get(i)));
        }
        return passages.isEmpty() ? NOTHING : text.toString();
    }

    /** A line of a passage that begins with a number would be read as the beginning of another one. */
    private static String oneLine(String passage) {
        return passage.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
