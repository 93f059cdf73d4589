package dev.emend.format.task;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.format.data.Columns;
import dev.emend.format.data.Row;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which columns of a data file a prompt is shown.
 *
 * @param byPlaceholder the column of each placeholder, in the file's order
 * @param identifiers columns that are left out, since they number or name the rows and say nothing
 */
record InputColumns(Map<String, String> byPlaceholder, List<String> identifiers) {

    private static final List<String> OTHER_NAMES = List.of("id", "split", "meta");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern IDENTIFIER_NAME = Pattern.compile(
            "(?:.*[ _.-])?(?i:id|uuid|guid|key|nr|no|number|index|idx|row)|.*[a-z](?:Id|ID|Nr|No|Key|Index)");
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,17}");

    InputColumns {
        byPlaceholder = Collections.unmodifiableMap(new LinkedHashMap<>(byPlaceholder));
        identifiers = List.copyOf(identifiers);
    }

    /**
     * Every column that all rows have, save for the answer and what tells rows apart.
     *
     * @throws InvalidInputException where none is left
     */
    static InputColumns guessed(List<Row> rows, String expected, Where where) {
        Set<String> columns = candidates(rows, expected);
        boolean flat = isFlat(rows);
        columns.removeIf(column -> flat && (OTHER_NAMES.contains(column) || column.startsWith("meta.")));
        columns.removeIf(
                column -> !PLACEHOLDER.matcher(placeholder(column, flat)).matches());
        if (columns.isEmpty()) {
            throw new InvalidInputException(
                    "no column is left that every row has and that could be an input",
                    where,
                    "put the inputs into an object \"inputs\", or into columns of their own.");
        }
        List<String> identifiers = flat
                ? columns.stream().filter(column -> identifies(column, rows)).toList()
                : List.of();
        // What is left alone is the question itself, even where it looks like a number of the row.
        if (identifiers.size() == columns.size()) {
            identifiers = List.of();
        }
        identifiers.forEach(columns::remove);
        return new InputColumns(byPlaceholder(columns, flat), identifiers);
    }

    /**
     * @param columns as a person names them
     * @throws InvalidInputException where one is the answer, or not in every row, or named twice
     */
    static InputColumns named(List<Row> rows, List<String> columns, String expected, Where where) {
        Set<String> there = candidates(rows, expected);
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new InvalidInputException(
                        "the input \"" + column + "\" is named twice", where, "another column is meant.");
            }
            if (!there.contains(column)) {
                throw new InvalidInputException(
                        column.equals(expected)
                                ? "the column \"" + column + "\" holds the right answer, and cannot be an input"
                                : "not every row has an input \"" + column + "\"",
                        where,
                        Nearest.advice(column, there));
            }
        }
        return new InputColumns(byPlaceholder(columns, isFlat(rows)), List.of());
    }

    /** Those that a prompt with these placeholders is shown; it may also name a column that is no input by itself. */
    InputColumns shown(Set<String> placeholders) {
        Map<String, String> shown = new LinkedHashMap<>(byPlaceholder);
        shown.keySet().retainAll(placeholders);
        placeholders.forEach(placeholder -> shown.putIfAbsent(placeholder, placeholder));
        return new InputColumns(
                shown,
                identifiers.stream()
                        .filter(column -> !placeholders.contains(column))
                        .toList());
    }

    private static Set<String> candidates(List<Row> rows, String expected) {
        Row first = rows.getFirst();
        Set<String> columns =
                new LinkedHashSet<>(first.inputs().orElse(first.columns()).keySet());
        rows.forEach(row -> columns.retainAll(row.inputs().orElse(row.columns()).keySet()));
        if (isFlat(rows)) {
            columns.remove(expected);
        }
        return columns;
    }

    private static boolean isFlat(List<Row> rows) {
        return rows.getFirst().inputs().isEmpty();
    }

    private static Map<String, String> byPlaceholder(Iterable<String> columns, boolean flat) {
        if (flat) {
            return Columns.byPlaceholder(columns);
        }
        Map<String, String> named = new LinkedHashMap<>();
        columns.forEach(column -> named.put(column, column));
        return named;
    }

    private static String placeholder(String column, boolean flat) {
        return flat ? Columns.placeholder(column) : column;
    }

    /** No two rows have the same value, and the values count the rows, or the column's name says that they name them. */
    private static boolean identifies(String column, List<Row> rows) {
        List<String> values =
                rows.stream().map(row -> row.columns().getOrDefault(column, "")).toList();
        if (new HashSet<>(values).size() < values.size()) {
            return false;
        }
        boolean named =
                IDENTIFIER_NAME.matcher(column).matches() && values.stream().allMatch(value -> value.matches("\\S+"));
        return named || values.stream().allMatch(value -> UUID.matcher(value).matches()) || count(values);
    }

    private static boolean count(List<String> values) {
        if (!values.stream().allMatch(value -> NUMBER.matcher(value).matches())) {
            return false;
        }
        long first = Long.parseLong(values.getFirst());
        for (int i = 0; i < values.size(); i++) {
            if (Long.parseLong(values.get(i)) != first + i) {
                return false;
            }
        }
        return true;
    }
}
