package dev.emend.cli.console;

/** Makes a text that a model or a file wrote safe to show on a terminal. */
public final class Printable {

    private Printable() {}

    /** On one line, without control characters, which could move the cursor or change colours. */
    public static String line(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "").strip();
    }

    /** Line breaks and tabs stay; other control characters go. */
    public static String text(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }
}
