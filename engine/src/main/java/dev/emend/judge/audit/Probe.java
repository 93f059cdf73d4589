package dev.emend.judge.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an audit tries beyond asking once, which it always does. Each costs calls. */
public enum Probe {
    /** One output is made longer by text that says nothing. */
    VERBOSITY,
    /** One output gets, or loses, Markdown: bullets and bold print around the same words. */
    STYLE,
    /** The same question is asked three times at temperature 1. */
    CONSISTENCY,
    /** An instruction to the judge is hidden in one output, and, for comparison, a harmless note. */
    CANARY;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Probe::label).toList();
    }
}
