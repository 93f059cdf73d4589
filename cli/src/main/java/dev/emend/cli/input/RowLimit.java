package dev.emend.cli.input;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.List;

/** What {@code --limit} leaves of a file. */
public final class RowLimit {

    private RowLimit() {}

    /**
     * @param limit 0 for all
     * @throws InvalidInputException where it is negative
     */
    public static <T> List<T> first(List<T> rows, int limit) {
        if (limit < 0) {
            throw new InvalidInputException(
                    "--limit must not be negative, but is " + limit, Where.NOWHERE, "leave it out for all rows.");
        }
        return limit > 0 && limit < rows.size() ? rows.subList(0, limit) : rows;
    }
}
