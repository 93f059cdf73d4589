package dev.emend.prompt;

import java.util.Locale;

/** Who speaks a message. */
public enum Role {
    SYSTEM,
    USER,
    ASSISTANT;

    /** The lower-case name that prompt files and providers use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
