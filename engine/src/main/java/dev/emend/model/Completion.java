package dev.emend.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A model's answer.
 *
 * @param text as the model wrote it; it is data and is never executed, rendered or parsed as a template
 * @param finish why it ended
 * @param tokens the answer's tokens with log-probabilities where they were asked for and given, else empty
 */
public record Completion(String text, Finish finish, Usage usage, List<Token> tokens) {

    /** Nothing, held back: what stands for the answer to a request that was rejected. */
    public static final Completion NONE = new Completion("", Finish.FILTERED, Usage.NONE, List.of());

    public Completion {
        requireNonNull(text, "a completion needs a text");
        requireNonNull(finish, "a completion needs the reason of its end");
        requireNonNull(usage, "a completion needs its usage");
        requireNonNull(tokens, "a completion needs its tokens, if only none");
        tokens = List.copyOf(tokens);
    }

    /** Why an answer ended. */
    public enum Finish {
        /** The model was done, or wrote a stop text. */
        STOP,
        /** The answer reached its token limit and is truncated. */
        LENGTH,
        /** The provider held the answer back. */
        FILTERED
    }

    /**
     * One token of the answer.
     *
     * @param logProbability natural logarithm, at most 0
     * @param alternatives the most likely tokens at this place, most likely first, the chosen one among them where it was
     */
    public record Token(String text, double logProbability, List<Alternative> alternatives) {
        public Token {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** A token that could have been written. */
    public record Alternative(String text, double logProbability) {}
}
