package dev.emend.cli;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.Nearest;
import dev.emend.format.data.Row;
import dev.emend.format.data.RowFile;
import dev.emend.judge.Brief;
import dev.emend.judge.Preference;
import dev.emend.judge.audit.Output;
import dev.emend.judge.audit.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The rows of a data file with outputs that people judged: pairs of outputs, or single ones. Columns are found by their
 * usual names, at the top of a row or among its inputs.
 */
final class JudgedRows {

    static final List<String> FIRST = List.of("output_a", "response_a", "answer_a");
    static final List<String> SECOND = List.of("output_b", "response_b", "answer_b");
    static final List<String> LABEL = List.of("label", "expected", "preference", "winner");
    static final List<String> SINGLE = List.of("output", "response", "summary", "answer");
    /** What people said of the output, and which rows belong together. */
    private static final Set<String> OF_THE_ROW = Set.of("human", "label", "group", "meta");

    private static final List<String> WRITER = List.of("writer", "model", "system", "meta.system", "meta.model");
    /** Beside {@link #tellsOfTheRow}: what no output was written for. */
    static final Set<String> NO_INPUT =
            Set.of("id", "expected", "writer", "model", "system", "writer_a", "writer_b", "model_a", "model_b");

    static final List<String> GROUP = List.of("group", "meta.doc", "meta.doc_id", "meta.context_id", "meta.group");
    private final List<Row> rows;
    private final Set<String> shown;

    private JudgedRows(List<Row> rows, Set<String> shown) {
        this.rows = rows;
        this.shown = shown;
    }

    /** @param shown columns that the judge is to see, also where they usually tell of the row */
    static JudgedRows read(Path file, int limit, Set<String> shown) {
        return new JudgedRows(RowLimit.first(RowFile.read(file, Where.NOWHERE), limit), shown);
    }

    boolean arePairs() {
        return any(rows.getFirst(), FIRST).isPresent();
    }

    List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (Row row : rows) {
            pairs.add(new Pair(
                    id(row, pairs.size()),
                    brief(row, List.of(FIRST, SECOND, LABEL), null),
                    required(row, FIRST),
                    required(row, SECOND),
                    any(row, LABEL).flatMap(label -> preferred(label, row)),
                    any(row, List.of("writer_a", "model_a", "meta.model_a")),
                    any(row, List.of("writer_b", "model_b", "meta.model_b"))));
        }
        return pairs;
    }

    /**
     * @param human the column of people's rating, or {@code COLUMN.FIELD} of an object; null for one called human
     * @param output the column of the outputs; null for one of the usual names
     */
    List<Output> outputs(@Nullable String human, @Nullable String output) {
        List<String> single = output == null ? SINGLE : List.of(output);
        List<Output> outputs = new ArrayList<>();
        for (Row row : rows) {
            Brief brief = brief(row, List.of(single), human);
            Fingerprint input = Fingerprint.of("input");
            brief.inputs().forEach((name, text) -> input.add(name).add(text));
            outputs.add(new Output(
                    id(row, outputs.size()),
                    brief,
                    output == null ? required(row, SINGLE) : any(row, single).orElseThrow(() -> missing(row, output)),
                    rating(row, human),
                    any(row, WRITER),
                    any(row, GROUP).orElseGet(input::hex)));
        }
        return outputs;
    }

    private static InvalidInputException missing(Row row, String output) {
        return new InvalidInputException(
                "the row has no \"" + output + "\", which --output names; it has "
                        + row.columns().keySet(),
                row.where(),
                Nearest.advice(output, row.columns().keySet()));
    }

    static String id(Row row, int number) {
        return row.columns().getOrDefault("id", "row-" + (number + 1));
    }

    private Brief brief(Row row, List<List<String>> judged, @Nullable String human) {
        Map<String, String> inputs = inputs(row, judged, human);
        if (row.inputs().isEmpty()) {
            shown.stream()
                    .filter(row.columns()::containsKey)
                    .forEach(name -> inputs.put(name, row.columns().getOrDefault(name, "")));
        }
        return new Brief(inputs);
    }

    /**
     * What an output was written for: the row's inputs, or where it has no object of them, its other columns, without what
     * people said, who wrote it, and which rows belong together.
     *
     * @param judged names of the columns that hold outputs and what people prefer
     * @param human the column of people's rating, or {@code COLUMN.FIELD} of an object; null for one called human
     */
    static Map<String, String> inputs(Row row, List<List<String>> judged, @Nullable String human) {
        Map<String, String> inputs = new TreeMap<>(row.inputs().orElse(row.columns()));
        judged.stream().flatMap(List::stream).forEach(inputs::remove);
        String rating = human == null ? "human" : human;
        inputs.remove(rating);
        inputs.remove(rating.substring(0, Math.max(0, rating.lastIndexOf('.'))));
        if (row.inputs().isEmpty()) {
            inputs.keySet().removeIf(JudgedRows::tellsOfTheRow);
            inputs.keySet().removeAll(NO_INPUT);
        }
        inputs.values().removeIf(String::isBlank);
        return inputs;
    }

    /** Whether a column of a row without an inputs object is no input: it tells of the row, or what people think of it. */
    static boolean tellsOfTheRow(String column) {
        return OF_THE_ROW.contains(column) || column.startsWith("human.") || column.startsWith("meta.");
    }

    static Optional<String> any(Row row, List<String> names) {
        Map<String, String> inputs = row.inputs().orElse(Map.of());
        return names.stream()
                .filter(name -> inputs.containsKey(name) || row.columns().containsKey(name))
                .map(name -> inputs.getOrDefault(name, row.columns().getOrDefault(name, "")))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    static String required(Row row, List<String> names) {
        return any(row, names)
                .orElseThrow(() -> new InvalidInputException(
                        "the row has no " + String.join(", ", names.subList(0, names.size() - 1)) + " or "
                                + names.getLast(),
                        row.where(),
                        "a pair needs output_a and output_b; a single output is called output."));
    }

    /** What most of the people prefer who were asked; nothing where nobody was. */
    private static Optional<Preference> preferred(String label, Row row) {
        List<Double> shares = preferences(label, row);
        if (shares.isEmpty()) {
            return Optional.empty();
        }
        double first = shares.stream().mapToDouble(share -> share).average().orElseThrow();
        return Optional.of(first > 0.5 ? Preference.FIRST : first < 0.5 ? Preference.SECOND : Preference.TIE);
    }

    /** One preference, or a list with one for each person; each is 1 for the first, 0 for the second and a half for a tie. */
    static List<Double> preferences(String value, Row row) {
        String text = value.strip();
        List<Object> labels = text.startsWith("[") ? RatedRows.listed(text, row, LABEL.getFirst()) : List.of(text);
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

    private static OptionalDouble rating(Row row, @Nullable String human) {
        String name = human == null ? "human" : human;
        Optional<String> value = any(row, List.of(name)).or(() -> field(row, name));
        if (value.isEmpty()) {
            if (human != null) {
                throw new InvalidInputException(
                        "the row has no \"" + human + "\"; it has "
                                + row.columns().keySet(),
                        row.where(),
                        "\"--human\" should name a column, or COLUMN.FIELD.");
            }
            return OptionalDouble.empty();
        }
        return RatedRows.ratings(value.get(), row, name).stream()
                .mapToDouble(rating -> rating)
                .average();
    }

    static Optional<String> field(Row row, String name) {
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
