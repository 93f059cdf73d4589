package dev.emend.metric.text;

import java.util.BitSet;

/**
 * The longest common subsequence of two texts, 64 words of the first at a time (Hyyrö, "Bit-Parallel LCS-length Computation
 * Revisited", 2004). Time grows with the product of the lengths divided by 64. Not safe for use by several threads.
 */
final class CommonSubsequence {

    private static final int BLOCK = Long.SIZE;

    private final long[] places;

    /** @param vocabulary more than any code in the texts */
    CommonSubsequence(int vocabulary) {
        places = new long[vocabulary];
    }

    /** Its length. Memory grows with the length of {@code b} and the vocabulary. */
    int length(int[] a, int[] b) {
        boolean[] carry = new boolean[b.length];
        int length = 0;
        for (int from = 0; from < a.length; from += BLOCK) {
            length += BLOCK - Long.bitCount(sweep(a, from, b, carry, new long[0]));
        }
        return length;
    }

    /**
     * Adds to {@code marks} where in {@code a} one longest common subsequence is: of several, the one that rouge-score finds
     * by tracing back from the ends. Memory grows with the product of the lengths, a bit for each pair.
     */
    void mark(int[] a, int[] b, BitSet marks) {
        boolean[] carry = new boolean[b.length];
        long[][] flats = new long[(a.length + BLOCK - 1) / BLOCK][b.length];
        for (int from = 0; from < a.length; from += BLOCK) {
            sweep(a, from, b, carry, flats[from / BLOCK]);
        }
        int i = a.length - 1;
        int j = b.length - 1;
        while (i >= 0 && j >= 0) {
            if (a[i] == b[j]) {
                marks.set(i--);
                j--;
            } else if ((flats[i / BLOCK][j] >>> i & 1) == 0) {
                // The subsequence grows with a[i], which is not b[j]: so it is as long without b[j].
                j--;
            } else {
                i--;
            }
        }
    }

    /**
     * Runs through {@code b} with one block of {@code a}.
     *
     * @param carry at each word of {@code b}, from the block before to the next one
     * @param flats takes at each word of {@code b} the bits of those words of {@code a} that make the subsequence no
     *     longer; empty where nobody asks
     * @return those bits behind the last word of {@code b}
     */
    private long sweep(int[] a, int from, int[] b, boolean[] carry, long[] flats) {
        int to = Math.min(a.length, from + BLOCK);
        for (int i = from; i < to; i++) {
            places[a[i]] |= 1L << i;
        }
        long flat = -1;
        for (int j = 0; j < b.length; j++) {
            long hits = flat & places[b[j]];
            long sum = flat + hits;
            boolean over = Long.compareUnsigned(sum, flat) < 0;
            if (carry[j]) {
                sum++;
                over |= sum == 0;
            }
            carry[j] = over;
            flat = sum | flat - hits;
            if (flats.length > 0) {
                flats[j] = flat;
            }
        }
        for (int i = from; i < to; i++) {
            places[a[i]] = 0;
        }
        return flat;
    }
}
