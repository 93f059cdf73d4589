package dev.emend.format.data;

import dev.emend.Where;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One row as it stands in the file. Values that are no texts are kept as their JSON text.
 *
 * @param inputs the row's own {@code inputs} object; empty where it has none, as in every CSV file
 * @param columns every other value by name; those of {@code meta} as {@code meta.NAME}
 * @param inTable whether it leaves a value out by a cell without text, as in every CSV file
 */
public record Row(Where where, Optional<Map<String, String>> inputs, Map<String, String> columns, boolean inTable) {

    public Row {
        inputs = inputs.map(values -> Collections.unmodifiableMap(new LinkedHashMap<>(values)));
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /**
     * The right answer, which stands in this column; empty where the row leaves it out. That it is "" a JSON row says by {@code
     * expected}, or where it has {@code inputs}; in other columns of a table, in whatever form, a text without a word is a gap.
     */
    public Optional<String> answer(String column) {
        boolean canBeEmpty = !inTable && (inputs.isPresent() || column.equals("expected"));
        return Optional.ofNullable(columns.get(column)).filter(text -> canBeEmpty || !text.isBlank());
    }
}
