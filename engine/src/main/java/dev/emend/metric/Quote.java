package dev.emend.metric;

/** A text between quotes, shortened to what a reader of feedback needs: beyond 160 characters, its head and its tail. */
public final class Quote {

    private static final int LONGEST = 160;

    private Quote() {}

    public static String of(String text) {
        String flat = text.strip();
        if (flat.length() <= LONGEST) {
            return '"' + flat + '"';
        }
        return '"' + head(flat) + " … " + tail(flat) + "\" (" + flat.length() + " characters)";
    }

    private static String head(String text) {
        int end = LONGEST * 3 / 5;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static String tail(String text) {
        int start = text.length() - LONGEST * 2 / 5;
        return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }
}
