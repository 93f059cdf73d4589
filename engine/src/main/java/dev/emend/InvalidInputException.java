package dev.emend;

import java.util.Optional;

/**
 * Something the user gave is wrong. The message says what, with the offending value; {@link #where()} says in which
 * file, line and field; {@link #maybe()} says what would mend it.
 */
public final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final Where where;
    private final String maybe;

    /** @param maybe what would mend it, a sentence without the word "Maybe"; empty where nothing helpful can be said */
    public InvalidInputException(String what, Where where, String maybe) {
        super(message(what, where, maybe));
        this.what = what;
        this.where = where;
        this.maybe = maybe;
    }

    public String what() {
        return what;
    }

    public Where where() {
        return where;
    }

    public Optional<String> maybe() {
        return maybe.isEmpty() ? Optional.empty() : Optional.of(maybe);
    }

    private static String message(String what, Where where, String maybe) {
        String place = where.toString();
        return (place.isEmpty() ? "" : place + ": ") + what + (maybe.isEmpty() ? "" : "\nMaybe " + maybe);
    }
}
