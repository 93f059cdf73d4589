package dev.emend.model;

/**
 * A language model: the only door through which chance enters a run.
 *
 * <p>{@link #complete} blocks until the answer is there; callers use virtual threads. Implementations are safe for use by
 * many threads at once.
 */
public interface LanguageModel {

    /** What the user calls it, such as {@code embedded:qwen2.5-coder-1.5b}. Never holds a key. */
    String name();

    /**
     * Never null: no completion counts as a reply that cannot be read.
     *
     * @throws ModelException where no answer could be had; its kind says whether the same call may succeed later
     */
    Completion complete(Request request);

    /**
     * An upper bound of the tokens that {@code request}'s messages cost. A byte is at least as much as a token of any
     * byte-level vocabulary, so the default holds for every such model; one that can count does better.
     */
    default long promptTokenBound(Request request) {
        return request.promptBytes() + 16L * (request.messages().size() + 1);
    }

    /** An upper bound of the tokens that an answer costs: its limit, and what the model may think before it answers. */
    default long completionTokenBound(Request request) {
        return request.sampling().maxTokens();
    }

    /** How many calls it can work on at once, at least 1; more may be in flight, and wait. */
    default int parallelism() {
        return 8;
    }
}
