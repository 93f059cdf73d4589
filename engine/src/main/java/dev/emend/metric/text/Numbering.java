package dev.emend.metric.text;

import java.util.Arrays;

/**
 * Numbers from 0 for distinct keys, in the order of their coming. Open addressing in a table that is never more than half
 * full. Not safe for use by several threads.
 */
final class Numbering {

    static final int NONE = -1;

    private final long[] keys;
    private final int[] numbers;
    private int size;

    /** @param most distinct keys */
    Numbering(int most) {
        int slots = Integer.highestOneBit(Math.max(1, most)) << 2;
        keys = new long[slots];
        numbers = new int[slots];
        clear();
    }

    void clear() {
        Arrays.fill(numbers, NONE);
        size = 0;
    }

    /** The key's number, a new one where it has none. */
    int number(long key) {
        int slot = slot(key);
        if (numbers[slot] == NONE) {
            keys[slot] = key;
            numbers[slot] = size++;
        }
        return numbers[slot];
    }

    /** The key's number, or {@link #NONE}. */
    int find(long key) {
        return numbers[slot(key)];
    }

    /** Where the key is, or is to be. */
    private int slot(long key) {
        int mask = keys.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed ^ mixed >>> 32) & mask;
        while (numbers[slot] != NONE && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
