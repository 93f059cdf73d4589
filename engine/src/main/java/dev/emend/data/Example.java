package dev.emend.data;

import static java.util.Objects.requireNonNull;

import dev.emend.Where;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One labelled row of the user's data.
 *
 * @param id unique in its data set
 * @param inputs by placeholder: what the prompt or chain reads that is to answer. By them rows are told apart
 * @param unread the row's other inputs, which change nothing of the question. Metrics, judges and critics see them
 * @param expected the right answer, or empty where the data has none
 * @param columns every other column of the row, such as one to group by; shown to no model, unless a judge's options name
 *     it
 * @param where the row's file and line, for errors; no fingerprint takes it in
 */
public record Example(
        String id,
        Map<String, String> inputs,
        Map<String, String> unread,
        String expected,
        Map<String, String> columns,
        Where where) {

    /** @throws NullPointerException where a part is null; an example without a right answer has an empty one */
    public Example {
        requireNonNull(id, "an example needs an id");
        requireNonNull(
                expected,
                () -> "the right answer of the example \"" + id
                        + "\" is null; where there is none, it is an empty text");
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        unread = Collections.unmodifiableMap(new TreeMap<>(unread));
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    }

    /** An example of which every input is read. */
    public Example(String id, Map<String, String> inputs, String expected, Map<String, String> columns, Where where) {
        this(id, inputs, Map.of(), expected, columns, where);
    }

    public static Example of(String id, Map<String, String> inputs, String expected) {
        return new Example(id, inputs, expected, Map.of(), Where.NOWHERE);
    }

    public Example withId(String changed) {
        return new Example(changed, inputs, unread, expected, columns, where);
    }

    /** With these inputs in place of all that it has. */
    public Example withInputs(Map<String, String> changed) {
        return new Example(id, changed, Map.of(), expected, columns, where);
    }

    /** With one more input, which is read. */
    public Example withInput(String name, String value) {
        Map<String, String> more = new TreeMap<>(inputs);
        more.put(name, value);
        return new Example(id, more, unread, expected, columns, where);
    }

    /** The same row for a prompt or chain that reads the inputs of these names. */
    public Example reading(Set<String> names) {
        Map<String, String> read = new TreeMap<>(allInputs());
        Map<String, String> rest = new TreeMap<>(read);
        read.keySet().retainAll(names);
        rest.keySet().removeAll(names);
        return new Example(id, read, rest, expected, columns, where);
    }

    /** Every input of the row, read or not. */
    public Map<String, String> allInputs() {
        Map<String, String> all = new TreeMap<>(unread);
        all.putAll(inputs);
        return Collections.unmodifiableMap(all);
    }

    public Example withExpected(String changed) {
        return new Example(id, inputs, unread, changed, columns, where);
    }

    public Example withColumns(Map<String, String> changed) {
        return new Example(id, inputs, unread, expected, changed, where);
    }

    /** Of examples with the same inputs the first, in their order: what one of them teaches, the others would be asked. */
    public static List<Example> distinct(List<Example> examples) {
        Map<Map<String, String>, Example> byInputs = new LinkedHashMap<>();
        examples.forEach(example -> byInputs.putIfAbsent(example.inputs(), example));
        return List.copyOf(byInputs.values());
    }

    /** How many inputs stand among the examples with different right answers, of which no prompt can give more than one. */
    public static long contradicted(List<Example> examples) {
        Map<Map<String, String>, Set<String>> answers = new HashMap<>();
        examples.forEach(example -> answers.computeIfAbsent(example.inputs(), inputs -> new HashSet<>())
                .add(example.expected()));
        return answers.values().stream().filter(several -> several.size() > 1).count();
    }

    /** A column's value: an input, {@code expected}, {@code id}, or one of {@link #columns}; empty where there is none. */
    public String column(String name) {
        return switch (name) {
            case "id" -> id;
            case "expected" -> expected;
            default -> allInputs().getOrDefault(name, columns.getOrDefault(name, ""));
        };
    }

    public boolean hasColumn(String name) {
        return name.equals("id")
                || name.equals("expected")
                || allInputs().containsKey(name)
                || columns.containsKey(name);
    }
}
