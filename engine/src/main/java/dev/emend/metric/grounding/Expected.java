package dev.emend.metric.grounding;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import java.util.List;

/** The sentences of an expected answer. */
final class Expected {

    private Expected() {}

    /** @throws InvalidInputException where there is none */
    static List<String> sentences(String metric, Example example) {
        List<String> sentences = Sentences.of(example.expected());
        if (sentences.isEmpty()) {
            throw new InvalidInputException(
                    "the metric " + metric + " needs an expected answer, and example " + example.id() + " has none",
                    example.where(),
                    "");
        }
        return sentences;
    }
}
