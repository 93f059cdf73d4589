package dev.emend.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The area under the receiver operating characteristic: how probably a positive example scores above a negative one, ties
 * counting half. It is Mann and Whitney's U over the number of pairs ("On a Test of Whether one of Two Random Variables is
 * Stochastically Larger than the Other", 1947), computed from mid-ranks in O(n log n).
 */
public final class RocAuc {

    private RocAuc() {}

    /**
     * The area, in [0, 1]; 0.5 where the scores say nothing.
     *
     * @param scores higher for what should be positive; none is NaN
     * @param positive by the same index
     * @throws IllegalArgumentException where the lengths differ, or either kind is missing
     */
    public static double of(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + positive.length + " examples");
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        double rankSum = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int positives = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                positives += positive[order[to]] ? 1 : 0;
                to++;
            }
            // Tied examples share the mean of the ranks from + 1 to to.
            rankSum += positives * (from + 1 + to) / 2.0;
            from = to;
        }
        long positives =
                IntStream.range(0, positive.length).filter(row -> positive[row]).count();
        long negatives = positive.length - positives;
        if (positives == 0 || negatives == 0) {
            throw new IllegalArgumentException(
                    "an area needs both kinds; there are " + positives + " positive examples of " + positive.length);
        }
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }
}
