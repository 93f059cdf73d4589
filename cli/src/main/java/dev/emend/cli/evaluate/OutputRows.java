package dev.emend.cli.evaluate;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.cli.input.JudgedColumns;
import dev.emend.data.Example;
import dev.emend.format.data.Row;
import dev.emend.format.data.RowFile;
import dev.emend.metric.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads outputs that exist already, each with its example. Where a row has no inputs object, its other columns are inputs,
 * without what people said of the output.
 *
 * @param output the field of the output
 * @param expected the field of the expected answer, where there is one
 * @param context the field of what the output is to rest on, where there is one; it becomes the input {@code context}
 * @param labelled whether each row must have an expected answer, where any has one; one that is "" expects no answer
 */
record OutputRows(String output, String expected, String context, boolean labelled) {

    /** The input that metrics look for a context in. */
    static final String CONTEXT = "context";

    private static final String ERROR = "error";

    /**
     * @return at least one answer, in the file's order
     * @throws InvalidInputException with file, line and field, for whatever is wrong with the file
     */
    List<Answer> read(Path file) {
        List<Row> rows = RowFile.read(file, Where.file(file.toString()));
        Set<String> fields = new LinkedHashSet<>();
        rows.forEach(row -> {
            fields.addAll(row.columns().keySet());
            row.inputs().ifPresent(inputs -> fields.addAll(inputs.keySet()));
        });
        require(output, "output", fields, file);
        requireNamed(expected, "expected", fields, file);
        requireNamed(context, CONTEXT, fields, file);
        boolean answered = labelled && fields.contains(expected);
        List<Answer> answers = new ArrayList<>();
        Map<String, Where> seen = new HashMap<>();
        for (Row row : rows) {
            Answer answer = answer(row, "row-" + (answers.size() + 1));
            if (answered && !isAnswered(row)) {
                throw unanswered(row);
            }
            Where earlier = seen.put(answer.example().id(), row.where());
            if (earlier != null) {
                throw new InvalidInputException(
                        "the id \"" + answer.example().id() + "\" is given twice; first at " + earlier,
                        at(row, "id"),
                        "one row was copied.");
            }
            answers.add(answer);
        }
        return answers;
    }

    private boolean isAnswered(Row row) {
        return row.answer(expected).isPresent() || row.inputs().orElse(Map.of()).containsKey(expected);
    }

    private InvalidInputException unanswered(Row row) {
        return new InvalidInputException(
                "the row has no right answer",
                at(row, expected),
                "fill in \"" + expected + "\", or leave the row out; where no answer is right, "
                        + (row.inTable()
                                ? "a row of a JSONL file can say \"\"."
                                : "it is \"\" in the column \"expected\"."));
    }

    /** A field that has another name than the usual one was asked for, so it must be there. */
    private static void requireNamed(String field, String role, Set<String> fields, Path file) {
        if (!field.equals(role)) {
            require(field, role, fields, file);
        }
    }

    private static void require(String field, String role, Set<String> fields, Path file) {
        if (!fields.contains(field)) {
            throw new InvalidInputException(
                    "no row has the field \"" + field + "\"; there are " + fields,
                    Where.field(file.toString(), 0, field),
                    Nearest.to(field, fields)
                                    .map(near -> "it is \"" + near + "\": ")
                                    .orElse("it has another name: ") + "give --"
                            + role + "-field.");
        }
    }

    private Answer answer(Row row, String otherwise) {
        Map<String, String> inputs = new LinkedHashMap<>(row.inputs().orElse(Map.of()));
        Map<String, String> columns = new LinkedHashMap<>(row.columns());
        // What a row has among its inputs may be named too, such as an output that was written for others of them.
        for (String named : List.of(output, expected)) {
            String value = inputs.get(named);
            if (value != null && columns.putIfAbsent(named, value) == null) {
                inputs.remove(named);
            }
        }
        String id = columns.getOrDefault("id", otherwise);
        if (id.isBlank()) {
            throw new InvalidInputException("the id is empty", at(row, "id"), "");
        }
        String text = columns.get(output);
        if (text == null && !columns.containsKey(ERROR)) {
            throw new InvalidInputException(
                    "the row has no \"" + output + "\"; it has " + columns.keySet(),
                    at(row, output),
                    "write \"\" for an empty output.");
        }
        String wanted = columns.getOrDefault(expected, "");
        String ground = columns.get(context);
        List.of("id", output, expected, context).forEach(columns::remove);
        if (row.inputs().isEmpty()) {
            columns.keySet().stream()
                    .filter(name -> !JudgedColumns.tellsOfTheRow(name))
                    .forEach(name -> inputs.put(name, columns.getOrDefault(name, "")));
            columns.keySet().removeAll(inputs.keySet());
        }
        if (ground != null) {
            inputs.put(CONTEXT, ground);
        }
        // A rejected row of "emend run" has an error and no output.
        return Answer.of(new Example(id, inputs, wanted, columns, row.where()), text == null ? "" : text);
    }

    private static Where at(Row row, String field) {
        return new Where(row.where().file(), row.where().line(), field);
    }
}
