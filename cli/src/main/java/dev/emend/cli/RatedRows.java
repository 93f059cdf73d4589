package dev.emend.cli;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.format.Nearest;
import dev.emend.format.data.Row;
import dev.emend.format.data.RowFile;
import dev.emend.judge.Range;
import dev.emend.judge.calibration.Kind;
import dev.emend.judge.calibration.Rated;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The rows of a data file with people's ratings of outputs, or their preferences between two.
 *
 * @param kind what they judged
 * @param items in the order of the rows, those that nobody rated included
 * @param people the scale of the ratings
 * @param twoValued whether all ratings are one of two values
 */
record RatedRows(Kind kind, List<Rated> items, Range people, boolean twoValued) {

    private static final Range OF_PAIRS = new Range(0, 1);

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

    private record Judged(Row row, String id, List<Double> ratings) {}

    static RatedRows read(Path file, Columns columns, int limit) {
        List<Row> all = RowFile.read(file, Where.NOWHERE);
        List<Row> rows = limit > 0 && limit < all.size() ? all.subList(0, limit) : all;
        Kind kind = JudgedRows.any(rows.getFirst(), JudgedRows.FIRST).isPresent() ? Kind.PAIRS : Kind.GRADES;
        List<Judged> judged = new ArrayList<>();
        for (Row row : rows) {
            judged.add(new Judged(
                    row,
                    JudgedRows.id(row, judged.size()),
                    kind == Kind.PAIRS ? preferences(row, columns) : ratings(row, columns)));
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
        return new RatedRows(
                kind,
                judged.stream().map(one -> item(one, kind, columns, people)).toList(),
                people,
                kind == Kind.GRADES && values.size() == 2);
    }

    private static Rated item(Judged judged, Kind kind, Columns columns, Range people) {
        Row row = judged.row;
        Map<String, String> shown = shown(row, columns);
        Map<String, String> rest = new HashMap<>();
        Fingerprint input = Fingerprint.of("input");
        shown.forEach((name, text) -> input.add(name).add(text));
        rest.put(
                Rated.GROUP,
                columns.group == null
                        ? JudgedRows.any(row, JudgedRows.GROUP).orElse(shown.isEmpty() ? judged.id : input.hex())
                        : JudgedRows.any(row, List.of(columns.group))
                                .orElseThrow(() -> missing(row, columns.group, "--group")));
        if (kind == Kind.PAIRS) {
            rest.put(Rated.OTHER, JudgedRows.required(row, JudgedRows.SECOND));
        }
        return new Rated(
                new Example(judged.id, shown, "", rest, row.where()),
                output(row, kind, columns),
                judged.ratings.stream().map(people::share).toList());
    }

    private static String output(Row row, Kind kind, Columns columns) {
        if (kind == Kind.PAIRS) {
            return JudgedRows.required(row, JudgedRows.FIRST);
        }
        return columns.output == null
                ? JudgedRows.required(row, JudgedRows.SINGLE)
                : JudgedRows.any(row, List.of(columns.output))
                        .orElseThrow(() -> missing(row, columns.output, "--output"));
    }

    private static Map<String, String> shown(Row row, Columns columns) {
        Map<String, String> inputs = new TreeMap<>();
        if (columns.show == null) {
            inputs.putAll(JudgedRows.brief(row).inputs());
            if (columns.output != null) {
                inputs.remove(columns.output);
            }
            return inputs;
        }
        for (String name : columns.show) {
            if (!name.equals("none")) {
                inputs.put(name, JudgedRows.any(row, List.of(name)).orElseThrow(() -> missing(row, name, "--show")));
            }
        }
        return inputs;
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
        return JudgedRows.any(row, columns.human == null ? JudgedRows.LABEL : List.of(columns.human))
                .map(label -> JudgedRows.preference(label, row).ofFirst())
                .stream()
                .toList();
    }

    private static List<Double> ratings(Row row, Columns columns) {
        String name = columns.human == null ? "human" : columns.human;
        Optional<String> value = JudgedRows.any(row, List.of(name)).or(() -> JudgedRows.field(row, name));
        if (value.isEmpty() || value.get().equals("null")) {
            return List.of();
        }
        String text = value.get().strip();
        List<Double> ratings = new ArrayList<>();
        for (Object rating : text.startsWith("[") ? listed(text, row, name) : List.<Object>of(text)) {
            ratings.add(rating(String.valueOf(rating), row, name));
        }
        return ratings;
    }

    private static List<Object> listed(String text, Row row, String name) {
        try {
            return Json.read("{\"ratings\": " + text + "}").get("ratings") instanceof List<?> items
                    ? List.copyOf(items)
                    : List.of();
        } catch (JacksonException noList) {
            throw noRating(row, name, text);
        }
    }

    private static double rating(String text, Row row, String name) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "yes", "true", "pass", "good", "correct", "match", "supported" -> 1;
            case "no", "false", "fail", "bad", "incorrect", "no_match", "no match", "non-match", "unsupported" -> 0;
            default -> {
                try {
                    double rating = Double.parseDouble(text);
                    if (Double.isFinite(rating)) {
                        yield rating;
                    }
                } catch (NumberFormatException noNumber) {
                    throw noRating(row, name, text);
                }
                throw noRating(row, name, text);
            }
        };
    }

    private static InvalidInputException noRating(Row row, String name, String value) {
        return new InvalidInputException(
                "\"" + name + "\" is no rating: " + value,
                row.where(),
                value.startsWith("{")
                        ? "name one of its fields, as in \"--human " + name + ".FIELD\"."
                        : "ratings are numbers, lists of numbers with one for each rater, or yes and no.");
    }

    List<Rated> labelled() {
        return items.stream().filter(Rated::isLabelled).toList();
    }

    List<Rated> unlabelled() {
        return items.stream().filter(item -> !item.isLabelled()).toList();
    }
}
