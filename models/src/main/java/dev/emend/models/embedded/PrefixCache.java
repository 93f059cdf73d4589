package dev.emend.models.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows which tokens lie in the decoder's cells, so that a prompt whose beginning was read before, by a request that is
 * done or by one still at work, shares those cells and only the rest is read.
 *
 * <p>Cells are taken in ascending order and never freed one by one. Were holes filled, a sequence's cells would lie out of
 * order, its sums would round differently, and an answer would depend on what else was asked. When the cells run out, the
 * prefixes that were shared are saved, all is cleared, and they are put back ({@link #compact}). Belongs to the scheduler's
 * thread.
 */
final class PrefixCache {

    private final Decoder decoder;
    private final int keepable;
    /** Least recently used first. */
    private final List<Sequence> sequences = new ArrayList<>();

    private int nextId;
    private int used;

    /** @param keepable cells that may still be in use after compacting */
    PrefixCache(Decoder decoder, int keepable) {
        this.decoder = decoder;
        this.keepable = keepable;
    }

    /** Cells not yet used. */
    int free() {
        return decoder.cells() - used;
    }

    /** How many of the prompt's first tokens need not be read; at most all but one, for the last gives the first logits. */
    int known(int[] prompt) {
        Sequence longest = longest(prompt);
        return longest == null ? 0 : Math.min(longest.common(prompt), prompt.length - 1);
    }

    /** A sequence that already holds what is known of the prompt. */
    Sequence open(int[] prompt) {
        Sequence opened = new Sequence(nextId++);
        Sequence source = longest(prompt);
        if (source != null) {
            int length = known(prompt);
            decoder.share(source.id, opened.id, length);
            opened.take(source, length);
            sequences.remove(source);
            sequences.add(source);
        }
        sequences.add(opened);
        return opened;
    }

    private @Nullable Sequence longest(int[] prompt) {
        Sequence best = null;
        int most = 0;
        for (Sequence sequence : sequences) {
            int common = sequence.common(prompt);
            if (common > most) {
                best = sequence;
                most = common;
            }
        }
        return best;
    }

    /** Notes that the decoder has read a token at the end of the sequence. */
    void append(Sequence sequence, int token) {
        sequence.add(token);
        used++;
    }

    /** Frees all cells but those of shared prefixes, most recently used first. No sequence may be at work. */
    void compact() {
        List<Sequence> kept = new ArrayList<>();
        List<byte[]> saved = new ArrayList<>();
        int cells = 0;
        for (Sequence sequence : sequences.reversed()) {
            int[] prefix = Arrays.copyOf(sequence.tokens, sequence.shared);
            boolean covered =
                    kept.stream().anyMatch(other -> Math.min(other.common(prefix), other.shared) == prefix.length);
            if (prefix.length > 0 && !covered && cells + sequence.length <= keepable) {
                cells += sequence.length;
                kept.add(sequence);
                saved.add(decoder.save(sequence.id));
            }
        }
        decoder.clear();
        sequences.clear();
        used = 0;
        nextId = 0;
        for (int i = kept.size() - 1; i >= 0; i--) {
            Sequence restored = new Sequence(nextId++);
            decoder.restore(restored.id, saved.get(i));
            // What lies behind the shared prefix is the end of the used cells, so dropping it leaves no hole.
            decoder.forget(restored.id, kept.get(i).shared);
            restored.take(kept.get(i), kept.get(i).shared);
            used += restored.length;
            sequences.add(restored);
        }
    }

    /** Tokens at consecutive positions. */
    static final class Sequence {

        final int id;
        private int[] tokens = new int[64];
        private int length;
        /** The longest prefix that another sequence took from this one, or this one from another. */
        private int shared;

        private Sequence(int id) {
            this.id = id;
        }

        int length() {
            return length;
        }

        private void take(Sequence source, int count) {
            tokens = Arrays.copyOf(source.tokens, Math.max(count, tokens.length));
            length = count;
            shared = count;
            source.shared = Math.max(source.shared, count);
        }

        private void add(int token) {
            if (length == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * length);
            }
            tokens[length++] = token;
        }

        private int common(int[] prompt) {
            int different = Arrays.mismatch(tokens, 0, length, prompt, 0, prompt.length);
            return different < 0 ? length : different;
        }
    }
}
