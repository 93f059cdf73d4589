package dev.emend.evaluation.agreement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How two rankings order the pairs of n things, in n log n steps (Knight, "A Computer Method for Calculating Kendall's Tau
 * with Ungrouped Data", JASA 61, 1966): sorted by scores, the discordant pairs are the exchanges that sorting by ratings
 * takes.
 *
 * @param scoresTied pairs with equal scores, those tied in both included
 * @param ratingsTied pairs with equal ratings, those tied in both included
 */
record PairCounts(long all, long scoresTied, long ratingsTied, long tiedInBoth, long discordant) {

    static PairCounts of(double[] scores, double[] ratings) {
        int n = scores.length;
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.<Integer>comparingDouble(i -> scores[i]).thenComparingDouble(i -> ratings[i]));
        double[] byScore = Arrays.stream(order).mapToDouble(i -> scores[i]).toArray();
        double[] rated = Arrays.stream(order).mapToDouble(i -> ratings[i]).toArray();
        long both = 0;
        long run = 1;
        for (int i = 1; i < n; i++) {
            run = byScore[i] == byScore[i - 1] && rated[i] == rated[i - 1] ? run + 1 : 1;
            both += run - 1;
        }
        long discordant = exchanges(rated, new double[n], 0, n);
        return new PairCounts((long) n * (n - 1) / 2, tied(byScore), tied(rated), both, discordant);
    }

    /** Pairs of equal values in a sorted array. */
    private static long tied(double[] sorted) {
        long tied = 0;
        long run = 1;
        for (int i = 1; i < sorted.length; i++) {
            run = sorted[i] == sorted[i - 1] ? run + 1 : 1;
            tied += run - 1;
        }
        return tied;
    }

    /** Sorts by merging, and counts the pairs that stood in the wrong order. */
    private static long exchanges(double[] values, double[] spare, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        long count = exchanges(values, spare, from, middle) + exchanges(values, spare, middle, to);
        System.arraycopy(values, from, spare, from, to - from);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            if (right == to || left < middle && spare[left] <= spare[right]) {
                values[i] = spare[left++];
            } else {
                values[i] = spare[right++];
                count += middle - left;
            }
        }
        return count;
    }

    long concordant() {
        return all - scoresTied - ratingsTied + tiedInBoth - discordant;
    }

    long scoresApart() {
        return all - scoresTied;
    }

    long ratingsApart() {
        return all - ratingsTied;
    }
}
