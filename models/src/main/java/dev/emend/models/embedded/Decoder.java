package dev.emend.models.embedded;

import dev.emend.model.ModelException;
import dev.emend.prompt.ChatMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loaded model with a cache of token cells: the port to llama.cpp. The cache holds sequences, numbered from 0; sequences
 * that share a prefix share its cells.
 *
 * <p>Tokenizing, rendering and compiling a grammar are safe from any thread at any time, and fail with a {@link ModelException} once it is
 * closed. All else belongs to one thread, the scheduler's.
 */
interface Decoder extends AutoCloseable {

    /** Distinct tokens; logits are indexed by token. */
    int vocabulary();

    /** The longest text, in tokens, that the model was trained on. */
    int trainedContext();

    /** Cells in the cache. */
    int cells();

    /** The most tokens that one {@link #decode} takes. */
    int batchLimit();

    /**
     * @param special whether the text of a control token stands for that token; false for text that is data
     * @param start whether to put the model's start token first, where it has one
     */
    int[] tokenize(String text, boolean special, boolean start);

    /** The UTF-8 bytes of a token, possibly a part of a character; empty for a control token. */
    byte[] bytes(int token);

    /** Whether the token ends an answer. */
    boolean ends(int token);

    /** The messages in the model's own chat format, ready for the answer. */
    String render(List<ChatMessage> messages);

    /** @return null where the grammar does not parse, or restricts nothing */
    @Nullable
    Grammar grammar(String gbnf);

    /**
     * Reads tokens into the cache, into the next cells.
     *
     * @throws ModelException UNAVAILABLE where it fails
     */
    void decode(Batch batch);

    /** The logits behind the batch's {@code row}-th token, one that asked for them. Overwrites {@code into}. */
    void logits(int row, float[] into);

    /** Makes {@code to} begin with the first {@code length} tokens of {@code from}; costs no cells. */
    void share(int from, int to, int length);

    /** Drops the tokens of a sequence from a position on. */
    void forget(int sequence, int from);

    /** Drops all sequences. */
    void clear();

    /** What the cells of a sequence hold. */
    byte[] save(int sequence);

    /** Puts what was saved into the next cells, as a new sequence. */
    void restore(int sequence, byte[] saved);

    @Override
    void close();

    /** Tokens to read, each at a position of a sequence. */
    record Batch(int[] tokens, int[] positions, int[] sequences, boolean[] wanted, int size) {}

    /** A form that the answer is held to, with the state of how far it got. */
    interface Grammar extends AutoCloseable {

        boolean allows(int token);

        /** Sets the logits of all tokens that cannot come next to negative infinity. */
        void mask(float[] logits);

        /** @param token one that is allowed */
        void accept(int token);

        @Override
        void close();
    }
}
