package dev.emend;

import org.jspecify.annotations.Nullable;

/**
 * A place in something the user gave.
 *
 * @param file the file as the user named it, or null where the input is no file
 * @param line one-based, or 0 where no line applies
 * @param field the key or column, such as {@code data.split.train}, or null
 */
public record Where(
        @Nullable String file, int line, @Nullable String field) {

    /** No place: the problem is in the command line or in an API call. */
    public static final Where NOWHERE = new Where(null, 0, null);

    public static Where file(String file) {
        return new Where(file, 0, null);
    }

    public static Where line(String file, int line) {
        return new Where(file, line, null);
    }

    public static Where field(String file, int line, String field) {
        return new Where(file, line, field);
    }

    /** {@code file:line: field}, leaving out what is not known. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (file != null) {
            text.append(file);
        }
        if (line > 0) {
            text.append(':').append(line);
        }
        if (field != null) {
            text.append(text.isEmpty() ? "" : ": ").append(field);
        }
        return text.toString();
    }
}
