package dev.emend.model;

import java.util.Locale;

/** What a call is for. Spend is counted for each. */
public enum Purpose {
    /** The task model answers an example. */
    TASK,
    /** The meta-model writes a prompt. */
    META,
    /** The judge rates an answer. */
    JUDGE,
    /** A local model turns a text into a vector; this costs nothing. */
    EMBED,
    /** A step of a program that needs no model; this costs nothing. */
    TOOL;

    /** Whether a model is called that may cost something, so that it counts. */
    public boolean counts() {
        return this != EMBED && this != TOOL;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
