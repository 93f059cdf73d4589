package dev.emend.models.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows which tokens lie in the decoder's cells, so that a prompt whose beginning was read before, by a request that is
 * done or by one still at work, shares those cells and only the rest is read.
 *
 * <p>A sequence whose request is done stays until its cells are needed, least recently used first. Not many stay:
 * attention passes over every cell up to the last used one, masked or not, so a full cache would slow each token down.
 * Belongs to the scheduler's thread.
 */
final class PrefixCache {

    private final Decoder decoder;
    private final int kept;
    private final Deque<Integer> freeIds = new ArrayDeque<>();
    private final List<Sequence> active = new ArrayList<>();
    /** Least recently used first. */
    private final List<Sequence> idle = new ArrayList<>();

    private int used;

    /** @param kept cells that may be in use before idle sequences are dropped */
    PrefixCache(Decoder decoder, int kept) {
        this.decoder = decoder;
        this.kept = kept;
        for (int id = 0; id < decoder.sequences(); id++) {
            freeIds.add(id);
        }
    }

    /** How many of the prompt's first tokens need not be read; at most all but one, for the last gives the first logits. */
    int known(int[] prompt) {
        int longest = 0;
        for (Sequence sequence : active) {
            longest = Math.max(longest, sequence.common(prompt));
        }
        for (Sequence sequence : idle) {
            longest = Math.max(longest, sequence.common(prompt));
        }
        return Math.min(longest, prompt.length - 1);
    }

    /** Cells that can be had by dropping every idle sequence. */
    int obtainable() {
        int held = (int) active.stream()
                .flatMap(sequence -> sequence.cells.stream())
                .distinct()
                .count();
        return decoder.cells() - held;
    }

    /** A sequence that already holds what is known of the prompt. */
    Sequence open(int[] prompt) {
        Sequence opened = new Sequence(takeId());
        Sequence source = longest(prompt);
        if (source != null) {
            int length = Math.min(source.common(prompt), prompt.length - 1);
            decoder.share(source.id, opened.id, length);
            for (Cell cell : source.cells.subList(0, length)) {
                cell.holders++;
                opened.cells.add(cell);
            }
            if (idle.remove(source)) {
                idle.add(source);
            }
        }
        active.add(opened);
        return opened;
    }

    private @Nullable Sequence longest(int[] prompt) {
        Sequence best = null;
        int most = 0;
        for (Sequence sequence : active) {
            if (sequence.common(prompt) > most) {
                best = sequence;
                most = sequence.common(prompt);
            }
        }
        for (Sequence sequence : idle) {
            if (sequence.common(prompt) > most) {
                best = sequence;
                most = sequence.common(prompt);
            }
        }
        return best;
    }

    private int takeId() {
        Integer id = freeIds.poll();
        while (id == null) {
            evict();
            id = freeIds.poll();
        }
        return id;
    }

    /** Notes that the decoder has read a token at the end of the sequence. */
    void append(Sequence sequence, int token) {
        sequence.cells.add(new Cell(token));
        used++;
    }

    /** Ends the use of a sequence but keeps its first tokens for others. */
    void release(Sequence sequence, int length) {
        trim(sequence, Math.min(length, sequence.length()));
        active.remove(sequence);
        idle.add(sequence);
        while (used > kept && idle.size() > 1) {
            evict();
        }
    }

    /** Drops the sequence that was not used for longest, and says whether there was one. */
    boolean evict() {
        if (idle.isEmpty()) {
            return false;
        }
        Sequence oldest = idle.removeFirst();
        trim(oldest, 0);
        freeIds.add(oldest.id);
        return true;
    }

    private void trim(Sequence sequence, int length) {
        decoder.forget(sequence.id, length);
        List<Cell> dropped = sequence.cells.subList(length, sequence.length());
        for (Cell cell : dropped) {
            cell.holders--;
            if (cell.holders == 0) {
                used--;
            }
        }
        dropped.clear();
    }

    /** Tokens at consecutive positions. */
    static final class Sequence {

        final int id;
        private final List<Cell> cells = new ArrayList<>();

        private Sequence(int id) {
            this.id = id;
        }

        int length() {
            return cells.size();
        }

        private int common(int[] prompt) {
            int length = Math.min(prompt.length, cells.size());
            int same = 0;
            while (same < length && cells.get(same).token == prompt[same]) {
                same++;
            }
            return same;
        }
    }

    private static final class Cell {
        private final int token;
        private int holders = 1;

        private Cell(int token) {
            this.token = token;
        }
    }
}
