package dev.emend.cli.judge;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.cli.input.JudgedColumns;
import dev.emend.cli.input.RowLimit;
import dev.emend.format.data.Row;
import dev.emend.format.data.RowFile;
import dev.emend.judge.Brief;
import dev.emend.judge.Preference;
import dev.emend.judge.audit.Output;
import dev.emend.judge.audit.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a data file with outputs that people judged: pairs of outputs, or single ones. */
final class JudgedRows {

    private static final List<String> WRITER = List.of("writer", "model", "system", "meta.system", "meta.model");

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
        return JudgedColumns.any(rows.getFirst(), JudgedColumns.FIRST).isPresent();
    }

    List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (Row row : rows) {
            pairs.add(new Pair(
                    JudgedColumns.id(row, pairs.size()),
                    brief(row, List.of(JudgedColumns.FIRST, JudgedColumns.SECOND, JudgedColumns.LABEL), null),
                    JudgedColumns.required(row, JudgedColumns.FIRST),
                    JudgedColumns.required(row, JudgedColumns.SECOND),
                    JudgedColumns.any(row, JudgedColumns.LABEL).flatMap(label -> preferred(label, row)),
                    JudgedColumns.any(row, List.of("writer_a", "model_a", "meta.model_a")),
                    JudgedColumns.any(row, List.of("writer_b", "model_b", "meta.model_b"))));
        }
        return pairs;
    }

    /**
     * @param human the column of people's rating, or {@code COLUMN.FIELD} of an object; null for one called human
     * @param output the column of the outputs; null for one of the usual names
     */
    List<Output> outputs(@Nullable String human, @Nullable String output) {
        List<String> single = output == null ? JudgedColumns.SINGLE : List.of(output);
        List<Output> outputs = new ArrayList<>();
        for (Row row : rows) {
            Brief brief = brief(row, List.of(single), human);
            Fingerprint input = Fingerprint.of("input");
            brief.inputs().forEach((name, text) -> input.add(name).add(text));
            outputs.add(new Output(
                    JudgedColumns.id(row, outputs.size()),
                    brief,
                    output == null
                            ? JudgedColumns.required(row, JudgedColumns.SINGLE)
                            : JudgedColumns.any(row, single).orElseThrow(() -> missing(row, output)),
                    rating(row, human),
                    JudgedColumns.any(row, WRITER),
                    JudgedColumns.any(row, JudgedColumns.GROUP).orElseGet(input::hex)));
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

    private Brief brief(Row row, List<List<String>> judged, @Nullable String human) {
        Map<String, String> inputs = JudgedColumns.inputs(row, judged, human);
        if (row.inputs().isEmpty()) {
            shown.stream()
                    .filter(row.columns()::containsKey)
                    .forEach(name -> inputs.put(name, row.columns().getOrDefault(name, "")));
        }
        return new Brief(inputs);
    }

    /** What most of the people prefer who were asked; nothing where nobody was. */
    private static Optional<Preference> preferred(String label, Row row) {
        List<Double> shares = JudgedColumns.preferences(label, row);
        if (shares.isEmpty()) {
            return Optional.empty();
        }
        double first = shares.stream().mapToDouble(share -> share).average().orElseThrow();
        return Optional.of(first > 0.5 ? Preference.FIRST : first < 0.5 ? Preference.SECOND : Preference.TIE);
    }

    private static OptionalDouble rating(Row row, @Nullable String human) {
        String name = human == null ? "human" : human;
        Optional<String> value = JudgedColumns.any(row, List.of(name)).or(() -> JudgedColumns.field(row, name));
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
        return JudgedColumns.ratings(value.get(), row, name).stream()
                .mapToDouble(rating -> rating)
                .average();
    }
}
