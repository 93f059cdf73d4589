package dev.emend.models.remote;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.Map;

/** An API key. It has no text form, and takes itself out of any text. */
public final class Secret {

    /** Stands for no key, where a server needs none. */
    static final Secret NONE = new Secret("");

    private static final String HIDDEN = "[key]";
    /** A shorter run of a key's characters in a message may be there by chance, and gives nothing away. */
    private static final int TELLING = 8;

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * The first of the variables that is set.
     *
     * @throws InvalidInputException where none is, or where it cannot be a key
     */
    static Secret required(Map<String, String> environment, String... variables) {
        Secret secret = optional(environment, variables);
        if (secret == NONE) {
            throw new InvalidInputException(
                    "the environment variable " + String.join(" or ", variables) + " is not set",
                    Where.NOWHERE,
                    "set it to your key, as in export " + variables[0] + "=…");
        }
        return secret;
    }

    static Secret optional(Map<String, String> environment, String... variables) {
        for (String variable : variables) {
            String value = environment.getOrDefault(variable, "").strip();
            if (!value.isEmpty()) {
                if (!value.chars().allMatch(c -> c > ' ' && c < 127)) {
                    throw new InvalidInputException(
                            "the environment variable " + variable + " holds characters that no key has",
                            Where.NOWHERE,
                            "it was pasted with a line break, quotes or a space.");
                }
                return new Secret(value);
            }
        }
        return NONE;
    }

    /** The key itself, for the header that carries it. */
    String reveal() {
        return value;
    }

    /** The text without the key and without pieces of it. */
    String hideIn(String text) {
        if (value.length() < TELLING) {
            return value.isEmpty() ? text : text.replace(value, HIDDEN);
        }
        String hidden = text;
        for (int length = value.length(); length >= TELLING; length--) {
            for (int start = 0; start + length <= value.length(); start++) {
                hidden = hidden.replace(value.substring(start, start + length), HIDDEN);
            }
        }
        return hidden;
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
