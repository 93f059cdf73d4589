package dev.emend.model;

/**
 * What a call consumed, in tokens.
 *
 * @param prompt of the messages, cached ones included
 * @param cached of {@code prompt}, those the model had already read
 * @param completion of the answer, hidden reasoning included
 */
public record Usage(long prompt, long cached, long completion) {

    public static final Usage NONE = new Usage(0, 0, 0);

    public long total() {
        return prompt + completion;
    }

    public Usage plus(Usage other) {
        return new Usage(prompt + other.prompt, cached + other.cached, completion + other.completion);
    }
}
