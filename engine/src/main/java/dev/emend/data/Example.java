package dev.emend.data;

import dev.emend.Where;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One labelled row of the user's data.
 *
 * @param id unique in its data set
 * @param inputs by placeholder
 * @param expected the right answer, or empty where the data has none
 * @param columns every other column of the row, such as one to group by; shown to no model, unless a judge's options name
 *     it
 * @param where the row's file and line, for errors; no fingerprint takes it in
 */
public record Example(
        String id, Map<String, String> inputs, String expected, Map<String, String> columns, Where where) {

    public Example {
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    }

    public static Example of(String id, Map<String, String> inputs, String expected) {
        return new Example(id, inputs, expected, Map.of(), Where.NOWHERE);
    }

    public Example withId(String changed) {
        return new Example(changed, inputs, expected, columns, where);
    }

    public Example withInputs(Map<String, String> changed) {
        return new Example(id, changed, expected, columns, where);
    }

    public Example withExpected(String changed) {
        return new Example(id, inputs, changed, columns, where);
    }

    public Example withColumns(Map<String, String> changed) {
        return new Example(id, inputs, expected, changed, where);
    }

    /** Of examples with the same inputs the first, in their order: what one of them teaches, the others would be asked. */
    public static List<Example> distinct(List<Example> examples) {
        Map<Map<String, String>, Example> byInputs = new LinkedHashMap<>();
        examples.forEach(example -> byInputs.putIfAbsent(example.inputs(), example));
        return List.copyOf(byInputs.values());
    }

    /** A column's value: an input, {@code expected}, {@code id}, or one of {@link #columns}; empty where there is none. */
    public String column(String name) {
        return switch (name) {
            case "id" -> id;
            case "expected" -> expected;
            default -> inputs.getOrDefault(name, columns.getOrDefault(name, ""));
        };
    }

    public boolean hasColumn(String name) {
        return name.equals("id") || name.equals("expected") || inputs.containsKey(name) || columns.containsKey(name);
    }
}
