package dev.emend.model;

/**
 * What a call consumed, in tokens.
 *
 * @param prompt of the messages, cached ones included; at least 0
 * @param cached of {@code prompt}, those the model had already read; at least 0
 * @param completion of the answer, hidden reasoning included; at least 0
 */
public record Usage(long prompt, long cached, long completion) {

    public static final Usage NONE = new Usage(0, 0, 0);

    /** @throws IllegalArgumentException where a count is negative, or more is cached than there is */
    public Usage {
        if (prompt < 0 || cached < 0 || completion < 0) {
            throw new IllegalArgumentException(
                    "tokens cannot be fewer than none: " + counts(prompt, cached, completion)
                            + "\nMaybe -1 says that a count is not known: give the most that it can have been, as promptTokenBound does.");
        }
        if (cached > prompt) {
            throw new IllegalArgumentException("the cached tokens are among those of the prompt and cannot be more: "
                    + counts(prompt, cached, completion));
        }
    }

    private static String counts(long prompt, long cached, long completion) {
        return "prompt " + prompt + ", cached " + cached + ", completion " + completion;
    }

    public long total() {
        return prompt + completion;
    }

    public Usage plus(Usage other) {
        return new Usage(prompt + other.prompt, cached + other.cached, completion + other.completion);
    }
}
