package dev.emend.format;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.function.Supplier;

/** Gives errors of the engine, which knows no files, their place. */
public final class Placed {

    private Placed() {}

    /** @throws InvalidInputException that the action threw; where it named no file, with this place */
    public static <T> T at(Where where, Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidInputException misplaced) {
            throw misplaced.where().file() != null
                    ? misplaced
                    : new InvalidInputException(
                            misplaced.what(), where, misplaced.maybe().orElse(""));
        }
    }
}
