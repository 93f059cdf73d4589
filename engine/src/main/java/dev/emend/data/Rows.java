package dev.emend.data;

import dev.emend.Fingerprint;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of the user's data that examples come from. The same row has the same inputs, whatever its id; and it stays the same
 * where other passages are looked up for it, or where a task that shares a prompt words it anew.
 */
public final class Rows {

    /** The column with the print of what the row said before its inputs were made of that. */
    private static final String READ = "row as read";

    private final Set<String> prints = new HashSet<>();

    public Rows(Collection<Example> examples) {
        for (Example example : examples) {
            prints.add(print(example.inputs()));
            read(example).ifPresent(prints::add);
        }
    }

    /** Whether one of the examples comes from the same row. */
    public boolean contains(Example example) {
        return prints.contains(print(example.inputs()))
                || read(example).filter(prints::contains).isPresent();
    }

    /**
     * The example, with a column by which its row is known.
     *
     * @param read the row itself, before something was looked up for it
     */
    public static Example remember(Example read, Example example) {
        return with(example, print(read.inputs()));
    }

    /** As {@link #remember(Example, Example)}, as a row of this task: another task may ask another thing about it. */
    static Example remember(Example read, Example example, String task) {
        String print = read(read).orElseGet(() -> print(read.inputs()));
        return with(
                example, Fingerprint.of("row of a task").add(task).add(print).hex());
    }

    private static Example with(Example example, String print) {
        Map<String, String> columns = new HashMap<>(example.columns());
        columns.put(READ, print);
        return example.withColumns(columns);
    }

    private static Optional<String> read(Example example) {
        return Optional.ofNullable(example.columns().get(READ));
    }

    private static String print(Map<String, String> inputs) {
        Fingerprint print = Fingerprint.of("row");
        inputs.forEach((name, value) -> print.add(name).add(value));
        return print.hex();
    }
}
