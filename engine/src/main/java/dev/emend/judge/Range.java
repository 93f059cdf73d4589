package dev.emend.judge;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scale on which people rate.
 *
 * @param least below {@code greatest}
 */
public record Range(double least, double greatest) {

    private static final Pattern TEXT =
            Pattern.compile("\\s*(-?\\d{1,9}(?:\\.\\d{1,9})?)\\s+to\\s+(-?\\d{1,9}(?:\\.\\d{1,9})?)\\s*");

    public Range {
        if (!(least < greatest) || !Double.isFinite(least) || !Double.isFinite(greatest)) {
            throw new IllegalArgumentException("a scale must rise: " + least + " to " + greatest);
        }
    }

    public boolean holds(double rating) {
        return rating >= least && rating <= greatest;
    }

    /** From this scale to [0, 1]; what lies beyond an end counts as that end. */
    public double share(double rating) {
        return Math.clamp((rating - least) / (greatest - least), 0, 1);
    }

    /** From [0, 1] to this scale. */
    public double rating(double share) {
        return least + share * (greatest - least);
    }

    /** Such as {@code 1 to 5}: what {@link #parse} reads. */
    public String text() {
        return text(least) + " to " + text(greatest);
    }

    /** A rating without a fraction that it does not have. */
    public static String text(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    /** @throws IllegalArgumentException where the text is no scale */
    public static Range parse(String text) {
        Matcher ends = TEXT.matcher(text);
        if (!ends.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no scale such as 1 to 5");
        }
        return new Range(Double.parseDouble(ends.group(1)), Double.parseDouble(ends.group(2)));
    }
}
