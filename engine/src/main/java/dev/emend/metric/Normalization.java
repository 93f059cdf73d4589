package dev.emend.metric;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * What two texts may differ in and still be the same answer.
 *
 * @param form compatibility forms (NFKC) and invisible characters, so that full-width letters and ligatures do not matter
 * @param letterCase upper and lower case
 * @param whitespace how much of it and of which kind; around the text it does not count at all
 * @param punctuation quotes, brackets, Markdown emphasis and sentence marks around the text. Signs that carry meaning,
 *     such as the ones of "C#", "-1" and "50 %", stay
 */
public record Normalization(boolean form, boolean letterCase, boolean whitespace, boolean punctuation) {

    /** Nothing of the form counts. */
    public static final Normalization ALL = new Normalization(true, true, true, true);

    /** The options that {@link #from} reads, each a flag that is true where it is not given. */
    public static final List<String> OPTIONS =
            List.of("ignore-unicode-form", "ignore-case", "ignore-whitespace", "ignore-punctuation");

    private static final String SURROUNDING_MARKS = ".,;:!?\"'`*_~…。、，！？；：";

    public static Normalization from(Options options) {
        return new Normalization(
                options.flag("ignore-unicode-form", true),
                options.flag("ignore-case", true),
                options.flag("ignore-whitespace", true),
                options.flag("ignore-punctuation", true));
    }

    /** The text in the form that equal answers share. */
    public String apply(String text) {
        String normal = text;
        if (form) {
            normal = Normalizer.normalize(normal, Normalizer.Form.NFKC).replaceAll("[\\u200b\\u2060\\ufeff]", "");
        }
        if (letterCase) {
            // Upper case first: it folds what lower case alone keeps apart, such as ß and ss or the two small sigmas.
            normal = normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        }
        if (whitespace) {
            normal = normal.replaceAll("(?U)\\s+", " ").strip();
        }
        return punctuation ? withoutSurroundingMarks(normal) : normal;
    }

    /** A text of nothing but marks stays as it is: "?" is an answer too. */
    private String withoutSurroundingMarks(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && surrounds(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (from < to && surrounds(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return from < to ? text.substring(from, to) : text;
    }

    private boolean surrounds(int character) {
        return switch (Character.getType(character)) {
            case Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION -> true;
            default -> SURROUNDING_MARKS.indexOf(character) >= 0 || (whitespace && Character.isWhitespace(character));
        };
    }
}
