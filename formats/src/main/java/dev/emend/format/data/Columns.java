package dev.emend.format.data;

import java.util.Map;
import java.util.Optional;
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
}
