package dev.emend.metric.grounding;

import dev.emend.data.Example;
import dev.emend.metric.Options;
import java.util.Optional;

/**
 * What a sentence of an answer claims. "In 1911." claims nothing without its question, so that one can be put before it.
 *
 * @param question that is put before each sentence, if any
 */
record Claims(Optional<QuestionField> question) {

    static Claims from(Options options) {
        return new Claims(
                options.has(QuestionField.OPTION) ? Optional.of(QuestionField.from(options)) : Optional.empty());
    }

    String of(String sentence, Example example) {
        return question.map(field -> field.text(example).strip() + " " + sentence)
                .orElse(sentence);
    }

    /** @throws dev.emend.InvalidInputException where the question is missing */
    void check(Example example) {
        question.ifPresent(field -> field.text(example));
    }
}
