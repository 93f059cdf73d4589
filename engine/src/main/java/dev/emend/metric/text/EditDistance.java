package dev.emend.metric.text;

import java.util.Arrays;

/**
 * Levenshtein's distance: how many items must be put in, left out or exchanged to make one sequence of the other. By columns
 * of 64 items at a time (Myers, "A Fast Bit-Vector Algorithm for Approximate String Matching Based on Dynamic Programming",
 * 1999), so that time grows with the product of the lengths divided by 64, and memory with their sum.
 */
final class EditDistance {

    private static final int BLOCK = Long.SIZE;

    private EditDistance() {}

    static int between(int[] a, int[] b) {
        int start = 0;
        int shorter = Math.min(a.length, b.length);
        while (start < shorter && a[start] == b[start]) {
            start++;
        }
        int tail = 0;
        while (tail < shorter - start && a[a.length - 1 - tail] == b[b.length - 1 - tail]) {
            tail++;
        }
        int[] from = Arrays.copyOfRange(a, start, a.length - tail);
        int[] to = Arrays.copyOfRange(b, start, b.length - tail);
        if (from.length == 0 || to.length == 0) {
            return Math.max(from.length, to.length);
        }
        return distance(from, to);
    }

    private static int distance(int[] a, int[] b) {
        Numbering numbering = new Numbering(a.length + b.length);
        int[] rows = Arrays.stream(a).map(numbering::number).toArray();
        int[] columns = Arrays.stream(b).map(numbering::number).toArray();
        long[] places = new long[a.length + b.length];
        byte[] steps = new byte[columns.length];
        Arrays.fill(steps, (byte) 1);
        for (int from = 0; from < rows.length; from += BLOCK) {
            int to = Math.min(rows.length, from + BLOCK);
            for (int i = from; i < to; i++) {
                places[rows[i]] |= 1L << i;
            }
            descend(places, columns, steps, 1L << to - from - 1);
            for (int i = from; i < to; i++) {
                places[rows[i]] = 0;
            }
        }
        int distance = rows.length;
        for (byte step : steps) {
            distance += step;
        }
        return distance;
    }

    /**
     * Takes the table's differences from column to column from the row above a block to its last row.
     *
     * @param places of each item in the block, as bits
     * @param steps the differences, each -1, 0 or 1
     * @param last the bit of the block's last row
     */
    private static void descend(long[] places, int[] columns, byte[] steps, long last) {
        long rising = -1;
        long falling = 0;
        for (int j = 0; j < columns.length; j++) {
            long equal = places[columns[j]];
            long vertical = equal | falling;
            if (steps[j] < 0) {
                equal |= 1;
            }
            long horizontal = (equal & rising) + rising ^ rising | equal;
            long up = falling | ~(horizontal | rising);
            long down = rising & horizontal;
            int step = (up & last) != 0 ? 1 : (down & last) != 0 ? -1 : 0;
            up = up << 1 | (steps[j] > 0 ? 1 : 0);
            down = down << 1 | (steps[j] < 0 ? 1 : 0);
            rising = down | ~(vertical | up);
            falling = up & vertical;
            steps[j] = (byte) step;
        }
    }
}
