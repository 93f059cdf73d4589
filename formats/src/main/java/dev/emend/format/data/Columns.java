package dev.emend.format.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Which columns of a data file play which part, where they are not named as Emend names them.
 *
 * @param id the column of the row's id, instead of {@code id}
 * @param expected the column of the right answer, instead of {@code expected}
 * @param inputs the column of each placeholder, where the names differ
 */
public record Columns(Optional<String> id, Optional<String> expected, Map<String, String> inputs) {

    public static final Columns AS_NAMED = new Columns(Optional.empty(), Optional.empty(), Map.of());

    public Columns {
        inputs = java.util.Collections.unmodifiableMap(new TreeMap<>(inputs));
    }

    /** What a prompt calls a column, whose name may have characters that a placeholder's has not. */
    public static String placeholder(String column) {
        String name = column.replaceAll("[^A-Za-z0-9_.-]+", "_");
        if (!name.matches(".*[A-Za-z0-9].*")) {
            return "input";
        }
        return name.matches("[A-Za-z_].*") ? name : "_" + name;
    }

    /** The columns by what a prompt calls them, in their order; of columns that would have one name the later ones get a number. */
    public static SequencedMap<String, String> byPlaceholder(Iterable<String> columns) {
        SequencedMap<String, String> named = new LinkedHashMap<>();
        for (String column : columns) {
            String name = placeholder(column);
            String free = name;
            for (int number = 2; named.containsKey(free); number++) {
                free = name + "_" + number;
            }
            named.put(free, column);
        }
        return named;
    }
}
