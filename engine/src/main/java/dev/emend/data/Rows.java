package dev.emend.data;

import dev.emend.Fingerprint;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows of the user's data that examples come from. The same row has the same inputs, whatever its id; and it stays the same
 * where other passages are looked up for it, where a prompt reads more or less of it, or where a task that shares a prompt words it anew.
 */
public final class Rows {

    /** The column with the prints of what the row said before its inputs were made of that. */
    private static final String READ = "row as read";

    private final Set<String> prints = new HashSet<>();

    public Rows(Collection<Example> examples) {
        examples.forEach(example -> prints.addAll(prints(example)));
    }

    /** Whether one of the examples comes from the same row. */
    public boolean contains(Example example) {
        return prints(example).stream().anyMatch(prints::contains);
    }

    /**
     * The example, with a column by which its row is known.
     *
     * @param read the row itself, before something was looked up for it
     */
    public static Example remember(Example read, Example example) {
        return with(example, own(read));
    }

    /** As {@link #remember(Example, Example)}, as a row of this task: another task may ask another thing about it. */
    static Example remember(Example read, Example example, String task) {
        List<String> known = read(read);
        return with(
                example,
                (known.isEmpty() ? own(read) : known)
                        .stream()
                                .map(print -> Fingerprint.of("row of a task")
                                        .add(task)
                                        .add(print)
                                        .hex())
                                .toList());
    }

    private static Example with(Example example, List<String> prints) {
        Map<String, String> columns = new HashMap<>(example.columns());
        columns.put(READ, String.join(" ", prints));
        return example.withColumns(columns);
    }

    private static List<String> read(Example example) {
        return Optional.ofNullable(example.columns().get(READ))
                .map(prints -> List.of(prints.split(" ")))
                .orElse(List.of());
    }

    private static Set<String> prints(Example example) {
        Set<String> prints = new HashSet<>(own(example));
        prints.addAll(read(example));
        return prints;
    }

    /** By what a prompt reads of it, and by all that it has: another prompt may read more of it or less. */
    private static List<String> own(Example example) {
        return Stream.of(example.inputs(), example.allInputs())
                .map(Rows::print)
                .distinct()
                .toList();
    }

    private static String print(Map<String, String> inputs) {
        Fingerprint print = Fingerprint.of("row");
        inputs.forEach((name, value) -> print.add(name).add(value));
        return print.hex();
    }
}
