package dev.emend.metric.text;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
