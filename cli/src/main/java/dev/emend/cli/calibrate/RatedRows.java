package dev.emend.cli.calibrate;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.cli.input.JudgedColumns;
import dev.emend.cli.input.RowLimit;
import dev.emend.data.Example;
import dev.emend.format.data.Row;
import dev.emend.format.data.RowFile;
import dev.emend.judge.Range;
import dev.emend.judge.calibration.Kind;
import dev.emend.judge.calibration.Rated;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a data file with people's ratings of outputs, or their preferences between two.
 *
 * @param kind what they judged
 * @param items in the order of the rows, those that nobody rated included
 * @param people the scale of the ratings
 * @param repeated an input whose texts stand in several rows, although no two rows are of one group
 */
record RatedRows(Kind kind, List<Rated> items, Range people, Optional<String> repeated) {

    private static final Range OF_PAIRS = new Range(0, 1);
    /** Shorter values are repeated by chance. */
    private static final int CHARACTERS_OF_A_TEXT = 40;

    /**
     * Which columns hold what; null for the usual names.
     *
     * @param human people's ratings, a column or {@code COLUMN.FIELD}
     * @param show what the judge sees beside the output; null for all inputs
     * @param scale of the ratings; null for what they span
     */
    record Columns(
            @Nullable String human,
            @Nullable String output,
            @Nullable String group,
            @Nullable List<String> show,
            @Nullable Range scale) {}

    /** @param inputs what the output was written for */
    private record Judged(Row row, String id, List<Double> ratings, Map<String, String> inputs) {}

    static RatedRows read(Path file, Columns columns, int limit) {
        List<Row> all = RowFile.read(file, Where.NOWHERE);
        List<Row> rows = RowLimit.first(all, limit);
        Kind kind = JudgedColumns.any(rows.getFirst(), JudgedColumns.FIRST).isPresent() ? Kind.PAIRS : Kind.GRADES;
        Set<String> identifiers =
                columns.group != null && isIdentifier(columns.group, rows) ? Set.of(columns.group) : Set.of();
        List<Judged> judged = new ArrayList<>();
        for (Row row : rows) {
            Map<String, String> inputs = inputs(row, kind, columns);
            inputs.keySet().removeAll(identifiers);
            judged.add(new Judged(
                    row,
                    JudgedColumns.id(row, judged.size()),
                    kind == Kind.PAIRS ? preferences(row, columns) : ratings(row, columns),
                    inputs));
        }
        TreeSet<Double> values = new TreeSet<>();
        judged.forEach(one -> values.addAll(one.ratings));
        if (values.size() < 2) {
            throw new InvalidInputException(
                    values.isEmpty() ? "no row has a rating of people" : "all rows have the same rating",
                    Where.file(file.toString()),
                    values.isEmpty()
                            ? "the column has another name: give --human COLUMN, or COLUMN.FIELD."
                            : "--human names another column.");
        }
        Range people = kind == Kind.PAIRS
                ? OF_PAIRS
                : columns.scale != null
                        ? columns.scale
                        : new Range(Math.floor(values.first()), Math.ceil(values.last()));
        List<Rated> items =
                judged.stream().map(one -> item(one, kind, columns, people)).toList();
        return new RatedRows(kind, ofOneGroup(items), people, repeated(judged, items));
    }

    /**
     * Where the same text for the same inputs stands in two groups, the two are one: one of two copies shown to the judge would give
     * the other away. Short texts are the same by chance.
     */
    private static List<Rated> ofOneGroup(List<Rated> items) {
        Map<String, String> firstOf = new HashMap<>();
        Map<String, String> joined = new HashMap<>();
        for (Rated item : items) {
            if (length(item) >= CHARACTERS_OF_A_TEXT) {
                String first = root(joined, firstOf.computeIfAbsent(text(item), any -> item.group()));
                String own = root(joined, item.group());
                if (!own.equals(first)) {
                    joined.put(own, first);
                }
            }
        }
        return joined.isEmpty()
                ? items
                : items.stream()
                        .map(item -> item.inGroup(root(joined, item.group())))
                        .toList();
    }

    private static String root(Map<String, String> joined, String group) {
        String root = group;
        while (joined.containsKey(root)) {
            root = joined.getOrDefault(root, root);
        }
        return root;
    }

    private static int length(Rated item) {
        return item.output().length()
                + item.example().inputs().values().stream()
                        .mapToInt(String::length)
                        .sum();
    }

    private static String text(Rated item) {
        Fingerprint text = Fingerprint.of("text").add(item.output());
        item.example().inputs().forEach((name, value) -> text.add(name).add(value));
        return text.add(item.example().columns().getOrDefault(Rated.OTHER, "")).hex();
    }

    /** Whether a column tells groups apart, and says nothing of what they are: none of its values has two words. */
    private static boolean isIdentifier(String column, List<Row> rows) {
        return rows.stream()
                .flatMap(row -> JudgedColumns.any(row, List.of(column)).stream())
                .allMatch(value -> value.strip().chars().noneMatch(Character::isWhitespace));
    }

    private static Optional<String> repeated(List<Judged> judged, List<Rated> items) {
        if (items.stream().map(Rated::group).distinct().count() < items.size()) {
            return Optional.empty();
        }
        Set<String> seen = new HashSet<>();
        return judged.stream()
                .flatMap(one -> one.inputs.entrySet().stream())
                .filter(input -> input.getValue().length() >= CHARACTERS_OF_A_TEXT)
                .filter(input -> !seen.add(input.getKey() + "\n" + input.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Map<String, String> inputs(Row row, Kind kind, Columns columns) {
        List<List<String>> judged = kind == Kind.PAIRS
                ? List.of(JudgedColumns.FIRST, JudgedColumns.SECOND, JudgedColumns.LABEL)
                : List.of(columns.output == null ? JudgedColumns.SINGLE : List.of(columns.output));
        return JudgedColumns.inputs(row, judged, columns.human);
    }

    private static Rated item(Judged judged, Kind kind, Columns columns, Range people) {
        Row row = judged.row;
        Map<String, String> rest = new HashMap<>();
        Fingerprint input = Fingerprint.of("input");
        judged.inputs.forEach((name, text) -> input.add(name).add(text));
        rest.put(
                Rated.GROUP,
                columns.group == null
                        ? JudgedColumns.any(row, JudgedColumns.GROUP)
                                .orElse(judged.inputs.isEmpty() ? judged.id : input.hex())
                        : JudgedColumns.any(row, List.of(columns.group))
                                .orElseThrow(() -> missing(row, columns.group, "--group")));
        if (kind == Kind.PAIRS) {
            rest.put(Rated.OTHER, JudgedColumns.required(row, JudgedColumns.SECOND));
        }
        return new Rated(
                new Example(judged.id, shown(judged, columns), "", rest, row.where()),
                output(row, kind, columns),
                judged.ratings.stream().map(people::share).toList());
    }

    private static String output(Row row, Kind kind, Columns columns) {
        if (kind == Kind.PAIRS) {
            return JudgedColumns.required(row, JudgedColumns.FIRST);
        }
        return columns.output == null
                ? JudgedColumns.required(row, JudgedColumns.SINGLE)
                : JudgedColumns.any(row, List.of(columns.output))
                        .orElseThrow(() -> missing(row, columns.output, "--output"));
    }

    private static Map<String, String> shown(Judged judged, Columns columns) {
        Row row = judged.row;
        Map<String, String> shown = new TreeMap<>();
        if (columns.show == null) {
            shown.putAll(judged.inputs);
        } else {
            for (String name : columns.show) {
                if (!name.equals("none")) {
                    shown.put(
                            name,
                            JudgedColumns.any(row, List.of(name)).orElseThrow(() -> missing(row, name, "--show")));
                }
            }
        }
        shown.keySet().stream()
                .filter(name -> name.contains(",") || !name.equals(name.strip()) || name.equals("none"))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidInputException(
                            "a judge file cannot list the input \"" + name + "\": its name is none, or has a comma or"
                                    + " spaces around it",
                            row.where(),
                            "rename it, or leave it out with --show.");
                });
        return shown;
    }

    private static InvalidInputException missing(Row row, String column, String option) {
        TreeSet<String> there = new TreeSet<>(row.columns().keySet());
        row.inputs().ifPresent(inputs -> there.addAll(inputs.keySet()));
        return new InvalidInputException(
                "the row has no \"" + column + "\", which " + option + " names; it has " + there,
                row.where(),
                Nearest.advice(column, there));
    }

    private static List<Double> preferences(Row row, Columns columns) {
        return JudgedColumns.any(row, columns.human == null ? JudgedColumns.LABEL : List.of(columns.human))
                .map(label -> JudgedColumns.preferences(label, row))
                .orElse(List.of());
    }

    private static List<Double> ratings(Row row, Columns columns) {
        String name = columns.human == null ? "human" : columns.human;
        Optional<String> value = JudgedColumns.any(row, List.of(name)).or(() -> JudgedColumns.field(row, name));
        if (value.isEmpty()) {
            return List.of();
        }
        List<Double> ratings = JudgedColumns.ratings(value.get(), row, name);
        for (double rating : ratings) {
            if (columns.scale != null && !columns.scale.holds(rating)) {
                throw new InvalidInputException(
                        "\"" + name + "\" is " + Range.text(rating) + ", which is not on the scale "
                                + columns.scale.text(),
                        row.where(),
                        "--human-scale should be another, or be left out.");
            }
        }
        return ratings;
    }

    List<Rated> labelled() {
        return items.stream().filter(Rated::isLabelled).toList();
    }

    List<Rated> unlabelled() {
        return items.stream().filter(item -> !item.isLabelled()).toList();
    }
}
