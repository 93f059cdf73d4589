package dev.emend.cli.input;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.data.Example;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The column by which rows belong together. */
public final class GroupColumn {

    private GroupColumn() {}

    /** @throws InvalidInputException where a row has no such column */
    public static void check(String group, List<Example> rows) {
        for (Example row : rows) {
            if (!row.hasColumn(group)) {
                Set<String> there = new TreeSet<>(row.allInputs().keySet());
                there.addAll(row.columns().keySet());
                throw new InvalidInputException(
                        "the row has no field \"" + group + "\" to group by",
                        row.where(),
                        there.isEmpty() ? "leave --group out; there is no other field." : Nearest.advice(group, there));
            }
        }
    }
}
