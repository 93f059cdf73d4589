package dev.emend;

/** The beginning of a text that is too long to be shown whole. */
public final class Excerpt {

    private static final String CUT = " […]";

    private Excerpt() {}

    /**
     * @param most characters (UTF-16 units) of the text, at least 1; of a surrogate pair none where both do not fit
     * @return the text itself where it has no more; else its beginning, with a mark behind it
     */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + CUT;
    }
}
