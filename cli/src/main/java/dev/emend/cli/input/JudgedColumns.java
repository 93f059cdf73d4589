package dev.emend.cli.input;

import dev.emend.InvalidInputException;
import dev.emend.cli.output.Json;
import dev.emend.format.data.Row;
import dev.emend.judge.Preference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What the columns of rows hold whose outputs people judged. Columns are found by their usual names, at the top of a row or
 * among its inputs.
 */
public final class JudgedColumns {

    public static final List<String> FIRST = List.of("output_a", "response_a", "answer_a");
    public static final List<String> SECOND = List.of("output_b", "response_b", "answer_b");
    public static final List<String> LABEL = List.of("label", "expected", "preference", "winner");
    public static final List<String> SINGLE = List.of("output", "response", "summary", "answer");
    public static final List<String> GROUP =
            List.of("group", "meta.doc", "meta.doc_id", "meta.context_id", "meta.group");

    /** What people said of the output, and which rows belong together. */
    private static final Set<String> OF_THE_ROW = Set.of("human", "label", "group", "meta");
    /** What {@code emend run} and {@code emend refine} write beside an output. */
    private static final Set<String> OF_THE_OUTPUT =
            Set.of("score", "first_output", "first_score", "round", "ending", "usage", "finish", "error");
    /** Beside {@link #tellsOfTheRow}: what no output was written for. */
    private static final Set<String> NO_INPUT =
            Set.of("id", "expected", "writer", "model", "system", "writer_a", "writer_b", "model_a", "model_b");

    private JudgedColumns() {}

    /** A row's own id, else one by its number, from 0. */
    public static String id(Row row, int number) {
        return row.columns().getOrDefault("id", "row-" + (number + 1));
    }

    /**
     * What an output was written for: the row's inputs, or where it has no object of them, its other columns, without what
     * people said, who wrote it, and which rows belong together.
     *
     * @param judged names of the columns that hold outputs and what people prefer
     * @param human the column of people's rating, or {@code COLUMN.FIELD} of an object; null for one called human
     */
    public static Map<String, String> inputs(Row row, List<List<String>> judged, @Nullable String human) {
        Map<String, String> inputs = new TreeMap<>(row.inputs().orElse(row.columns()));
        judged.stream()
                .flatMap(List::stream)
                .filter(name -> row.inputs().isEmpty() || !row.columns().containsKey(name))
                .forEach(inputs::remove);
        String rating = human == null ? "human" : human;
        inputs.remove(rating);
        inputs.remove(rating.substring(0, Math.max(0, rating.lastIndexOf('.'))));
        if (row.inputs().isEmpty()) {
            inputs.keySet().removeIf(JudgedColumns::tellsOfTheRow);
            inputs.keySet().removeAll(NO_INPUT);
        }
        inputs.values().removeIf(String::isBlank);
        return inputs;
    }

    /**
     * Whether a column of a row without an inputs object is no input: it tells of the row, how its output came about and fared, or what
     * people think of it.
     */
    public static boolean tellsOfTheRow(String column) {
        return OF_THE_ROW.contains(column)
                || OF_THE_OUTPUT.contains(column)
                || column.startsWith("human.")
                || column.startsWith("meta.");
    }

    /** The first of these columns that is not blank; beside the inputs before among them. */
    public static Optional<String> any(Row row, List<String> names) {
        Map<String, String> inputs = row.inputs().orElse(Map.of());
        return names.stream()
                .filter(name -> inputs.containsKey(name) || row.columns().containsKey(name))
                .map(name -> row.columns().getOrDefault(name, inputs.getOrDefault(name, "")))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /** @throws InvalidInputException where none of these columns holds anything */
    public static String required(Row row, List<String> names) {
        return any(row, names)
                .orElseThrow(() -> new InvalidInputException(
                        "the row has no " + String.join(", ", names.subList(0, names.size() - 1)) + " or "
                                + names.getLast(),
                        row.where(),
                        "a pair needs output_a and output_b; a single output is called output."));
    }

    /** One preference, or a list with one for each person; each is 1 for the first, 0 for the second and a half for a tie. */
    public static List<Double> preferences(String value, Row row) {
        String text = value.strip();
        List<Object> labels = text.startsWith("[") ? listed(text, row, LABEL.getFirst()) : List.of(text);
        return labels.stream()
                .map(label -> preference(String.valueOf(label), row).ofFirst())
                .toList();
    }

    private static Preference preference(String label, Row row) {
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "a", "1", "first", "output_a", "response_a", "answer_a", "model_a" -> Preference.FIRST;
            case "b", "2", "second", "output_b", "response_b", "answer_b", "model_b" -> Preference.SECOND;
            case "tie", "both", "equal", "0" -> Preference.TIE;
            default ->
                throw new InvalidInputException(
                        "the label \"" + label + "\" is none of A, B and tie",
                        row.where(),
                        "the column holds something else; call the preference \"label\".");
        };
    }

    /** One number, a yes or no, or a list with one for each rater; raters may be missing, and with {@code null} all are. */
    public static List<Double> ratings(String value, Row row, String name) {
        if (value.equals("null")) {
            return List.of();
        }
        String text = value.strip();
        List<Double> ratings = new ArrayList<>();
        for (Object listed : text.startsWith("[") ? listed(text, row, name) : List.<Object>of(text)) {
            ratings.add(rating(String.valueOf(listed), row, name));
        }
        return ratings;
    }

    /** Without the raters who are missing. */
    private static List<Object> listed(String text, Row row, String name) {
        try {
            List<Object> listed = new ArrayList<>();
            if (Json.read("{\"ratings\": " + text + "}").get("ratings") instanceof List<?> items) {
                for (Object item : items) {
                    if (item != null) {
                        listed.add(item);
                    }
                }
            }
            return listed;
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

    /** The field of an object that {@code COLUMN.FIELD} names. */
    public static Optional<String> field(Row row, String name) {
        int dot = name.lastIndexOf('.');
        String object = dot < 0 ? null : row.columns().get(name.substring(0, dot));
        if (object == null || !object.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.read(object).get(name.substring(dot + 1)))
                    .map(value -> value instanceof String text ? text : Json.line(value));
        } catch (JacksonException noObject) {
            return Optional.empty();
        }
    }
}
