package dev.emend.format.data;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.data.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads examples for a prompt.
 *
 * <p>A row's inputs are its {@code inputs} object, of which those are {@linkplain Example#unread() unread} that are no placeholder's, and
 * what else fills a placeholder beside it, but for the right answer; in a row without one, every column that has a placeholder's name. A
 * placeholder that only lacks the blanks and the like of a column's name stands for it too: {@code {{Message_text}}} for {@code Message
 * text}. A row without an id is called {@code row-N}, N counting from 1. Values that are no texts become their JSON text.
 *
 * @param placeholders what each row must fill
 * @param defaults the value of a placeholder where a row has none
 * @param columns which column plays which part
 * @param labelled whether each row must have a right answer
 * @param idPrefix before the number of a row without an id
 */
public record ExampleFile(
        Set<String> placeholders, Map<String, String> defaults, Columns columns, boolean labelled, String idPrefix) {

    /** Labelled examples for these placeholders, in columns of their own names. */
    public static ExampleFile labelled(Set<String> placeholders) {
        return new ExampleFile(placeholders, Map.of(), Columns.AS_NAMED, true, "row-");
    }

    /** Rows to be answered for these placeholders; the right answer may be missing. */
    public static ExampleFile unlabelled(Set<String> placeholders) {
        return new ExampleFile(placeholders, Map.of(), Columns.AS_NAMED, false, "row-");
    }

    /** @throws InvalidInputException with file, line and field, for whatever is wrong with the file */
    public List<Example> read(Path file) {
        return read(file, Where.file(file.toString()));
    }

    /** @param namedAt what names the file, so that an error about a missing one points there */
    public List<Example> read(Path file, Where namedAt) {
        return read(file, namedAt, row -> true);
    }

    /** The rows that have a right answer; otherwise as {@link #read(Path, Where)}. */
    public List<Example> readAnswered(Path file, Where namedAt) {
        String answer = columns.expected().orElse("expected");
        return read(file, namedAt, row -> row.answer(answer).isPresent());
    }

    private List<Example> read(Path file, Where namedAt, Predicate<Row> wanted) {
        List<Row> rows = RowFile.read(file, namedAt);
        return withColumnsOf(rows).examples(rows, file, wanted);
    }

    /** A placeholder of which no column has the name takes the one whose name only lacks what a placeholder cannot have. */
    private ExampleFile withColumnsOf(List<Row> rows) {
        if (rows.stream().anyMatch(row -> row.inputs().isPresent())) {
            return this;
        }
        Set<String> there = new LinkedHashSet<>();
        rows.forEach(row -> there.addAll(row.columns().keySet()));
        Map<String, String> found = new LinkedHashMap<>(columns.inputs());
        for (String placeholder : placeholders) {
            List<String> meant = there.stream()
                    .filter(column -> column.matches(".*[A-Za-z0-9].*"))
                    .filter(column -> Columns.placeholder(column).equals(placeholder))
                    .toList();
            if (!there.contains(placeholder) && meant.size() == 1) {
                found.putIfAbsent(placeholder, meant.getFirst());
            }
        }
        return new ExampleFile(
                placeholders, defaults, new Columns(columns.id(), columns.expected(), found), labelled, idPrefix);
    }

    private List<Example> examples(List<Row> rows, Path file, Predicate<Row> wanted) {
        checkColumns(rows, file);
        List<Example> examples = new ArrayList<>();
        Map<String, Example> byId = new HashMap<>();
        for (int number = 1; number <= rows.size(); number++) {
            Row row = rows.get(number - 1);
            if (!wanted.test(row)) {
                continue;
            }
            Example example = example(row, number);
            Example earlier = byId.put(example.id(), example);
            if (earlier != null) {
                throw new InvalidInputException(
                        "the id \"" + example.id() + "\" is given twice; first at " + earlier.where(),
                        at(row, columns.id().orElse("id")),
                        "one row was copied.");
            }
            examples.add(example);
        }
        return examples;
    }

    /** What no row at all has is a matter of the header or of the mapping, not of one row. */
    private void checkColumns(List<Row> rows, Path file) {
        Set<String> columnNames = new LinkedHashSet<>();
        Set<String> inputNames = new LinkedHashSet<>();
        for (Row row : rows) {
            columnNames.addAll(row.columns().keySet());
            row.inputs().ifPresent(inputs -> inputNames.addAll(inputs.keySet()));
        }
        columns.id().ifPresent(id -> requireColumn(id, columnNames, file));
        columns.expected().ifPresent(expected -> requireColumn(expected, columnNames, file));
        columns.inputs().values().forEach(input -> requireColumn(input, columnNames, file));
        if (labelled && columns.expected().isEmpty() && !columnNames.contains("expected")) {
            throw new InvalidInputException(
                    "no row has the column \"expected\"",
                    Where.field(file.toString(), 0, "expected"),
                    Nearest.to("expected", columnNames)
                            .map(near -> "it should be \"" + near + "\".")
                            .orElse(
                                    "the right answers are in another column: name it under \"data: columns: {expected: …}\". Where the"
                                            + " metric needs none, write \"expected\": \"\" into JSON rows."));
        }
        String answer = columns.expected().orElse("expected");
        for (String placeholder : placeholders) {
            if (labelled
                    && !inputNames.contains(placeholder)
                    && columns.inputs().getOrDefault(placeholder, placeholder).equals(answer)) {
                throw new InvalidInputException(
                        "the placeholder {{" + placeholder + "}} would show the model the right answer, the column \""
                                + answer + "\"",
                        Where.field(file.toString(), 0, answer),
                        "the prompt should name another column.");
            }
        }
        Set<String> available = new LinkedHashSet<>(inputNames);
        available.addAll(columnNames);
        if (!inputNames.isEmpty() && !inputNames.contains(answer)) {
            available.remove(answer);
        }
        for (String placeholder : placeholders) {
            if (!columns.inputs().containsKey(placeholder)
                    && !defaults.containsKey(placeholder)
                    && !available.contains(placeholder)) {
                throw new InvalidInputException(
                        "no row fills the placeholder {{" + placeholder + "}}; the file has " + available,
                        Where.field(file.toString(), 0, placeholder),
                        "the prompt or the file misspells it, or the task needs" + " \"columns: {inputs: {"
                                + placeholder + ": COLUMN}}\".");
            }
        }
    }

    private static void requireColumn(String name, Set<String> columnNames, Path file) {
        if (!columnNames.contains(name)) {
            throw new InvalidInputException(
                    "no row has the column \"" + name + "\"",
                    Where.field(file.toString(), 0, name),
                    Nearest.advice(name, columnNames));
        }
    }

    private Example example(Row row, int number) {
        String id = columns.id()
                .map(name -> required(row, name))
                .orElse(row.columns().getOrDefault("id", idPrefix + number));
        if (id.isBlank()) {
            throw new InvalidInputException(
                    "the id is empty", at(row, columns.id().orElse("id")), "");
        }
        return new Example(id, inputs(row), expected(row), others(row), row.where()).reading(placeholders);
    }

    private String expected(Row row) {
        String name = columns.expected().orElse("expected");
        Optional<String> value = row.answer(name);
        if (labelled && value.isEmpty()) {
            throw new InvalidInputException(
                    "the row has no right answer", at(row, name), "fill in \"" + name + "\", or leave the row out.");
        }
        return value.orElse("");
    }

    private Map<String, String> inputs(Row row) {
        Map<String, String> inputs = new LinkedHashMap<>(row.inputs().orElse(Map.of()));
        columns.inputs().forEach((placeholder, name) -> inputs.put(placeholder, required(row, name)));
        for (String placeholder : placeholders) {
            if (!inputs.containsKey(placeholder)) {
                inputs.put(placeholder, input(row, placeholder));
            }
        }
        return inputs;
    }

    private String input(Row row, String placeholder) {
        boolean isAnswer = placeholder.equals(columns.expected().orElse("expected"));
        return Optional.ofNullable(row.columns().get(placeholder))
                .filter(column -> row.inputs().isEmpty() || !isAnswer)
                .or(() -> Optional.ofNullable(defaults.get(placeholder)))
                .orElseThrow(() -> new InvalidInputException(
                        "the row has no input \"" + placeholder + "\", which the prompt needs; it has "
                                + row.inputs().orElse(row.columns()).keySet(),
                        at(row, placeholder),
                        "add it, or give the input a default in the prompt file."));
    }

    private String required(Row row, String column) {
        String value = row.columns().get(column);
        if (value == null) {
            throw new InvalidInputException(
                    "the row lacks the column \"" + column + "\"; it has "
                            + row.columns().keySet(),
                    at(row, column),
                    "");
        }
        return value;
    }

    /** A mapped column also keeps its own name, so that a split can be stratified or grouped by it. */
    private Map<String, String> others(Row row) {
        Map<String, String> others = new LinkedHashMap<>(row.columns());
        others.remove("id");
        others.remove("expected");
        if (row.inputs().isEmpty()) {
            placeholders.stream()
                    .filter(placeholder -> !columns.inputs().containsKey(placeholder))
                    .forEach(others::remove);
        }
        return others;
    }

    private static Where at(Row row, String field) {
        return new Where(row.where().file(), row.where().line(), field);
    }
}
