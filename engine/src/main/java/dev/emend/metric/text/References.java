package dev.emend.metric.text;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Options;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Where an example's expected answers are, any of which is right.
 *
 * @param columns with one more expected answer each; an empty cell holds none
 * @param separator between the expected answers in one cell; empty where a cell holds just one
 */
record References(List<String> columns, String separator) {

    static final List<String> OPTIONS = List.of("references", "separator");

    References {
        columns = List.copyOf(columns);
    }

    static References from(Options options) {
        return new References(options.texts("references"), options.text("separator", ""));
    }

    /** At least one, and only one that may be empty. */
    List<String> of(Example example) {
        List<String> texts = new ArrayList<>(split(example.expected()));
        columns.forEach(column -> texts.addAll(split(example.column(column))));
        texts.removeIf(String::isBlank);
        return texts.isEmpty() ? List.of(example.expected()) : texts;
    }

    /**
     * The best of the scores against each expected text; of equals the first.
     *
     * @param score of an answer, from an expected text and the answer's
     */
    Score best(Answer answer, BiFunction<String, String, Score> score) {
        return of(answer.example()).stream()
                .map(expected -> score.apply(expected, answer.text()))
                .reduce((best, next) -> next.value() > best.value() ? next : best)
                .orElseThrow();
    }

    private List<String> split(String cell) {
        return separator.isEmpty()
                ? List.of(cell)
                : Arrays.stream(cell.split(Pattern.quote(separator)))
                        .map(String::strip)
                        .toList();
    }

    void check(Example example) {
        for (String column : columns) {
            if (!example.hasColumn(column)) {
                throw new InvalidInputException(
                        "there is no column \"" + column + "\", which the option references names",
                        example.where(),
                        "the column has another name.");
            }
        }
    }
}
