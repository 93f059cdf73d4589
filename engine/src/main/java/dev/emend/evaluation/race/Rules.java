package dev.emend.evaluation.race;

import java.util.Arrays;

/**
 * The rules of a race.
 *
 * @param alpha the highest probability that the candidate which full scoring would choose is dropped, in (0, 1)
 * @param block examples between two decisions, at least 1
 * @param limit evaluations in all. Where it is less than full scoring takes, the worst candidates are also dropped
 *     without evidence, so that it suffices; where it is used up, the leader by the paired mean has won. No promise covers
 *     either
 * @param indifference in [0, 1), normally 0. With a width w, a candidate drops out where the evidence shows that it is not
 *     ahead of its opponents by w or more. The promise is weaker then: it is kept for a candidate that is better than
 *     every other one by at least w, and for no other
 */
public record Rules(double alpha, int block, long limit, double indifference) {

    public Rules {
        if (!(alpha > 0 && alpha < 1 && block >= 1 && limit >= 0 && indifference >= 0 && indifference < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), block at least 1, limit not negative and"
                    + " indifference in [0, 1), not " + alpha + ", " + block + ", " + limit + " and " + indifference);
        }
    }

    /** An error rate of 5 %, no limit and no indifference. */
    public static Rules of(int block) {
        return new Rules(0.05, block, Long.MAX_VALUE, 0);
    }

    public Rules withAlpha(double alpha) {
        return new Rules(alpha, block, limit, indifference);
    }

    public Rules withLimit(long limit) {
        return new Rules(alpha, block, limit, indifference);
    }

    public Rules withIndifference(double indifference) {
        return new Rules(alpha, block, limit, indifference);
    }

    /**
     * When the limit makes candidates go: the longer a candidate stays, the more examples it meets before the next one has
     * to. The schedule of successive rejects, cut off where no more than {@code winners} are left.
     *
     * @param n how many examples there are
     * @return by how many candidates may be left: after how many examples no more may
     */
    int[] rejects(int candidates, int winners, int n) {
        int[] after = new int[candidates];
        Arrays.fill(after, n);
        if (limit < (long) candidates * n) {
            double logarithm = 1;
            for (int i = winners + 2; i <= candidates; i++) {
                logarithm += 1.0 / i;
            }
            for (int kept = candidates - 1; kept >= winners; kept--) {
                double share = (limit - candidates) / (logarithm * (kept + 1));
                // Whole blocks, so that a search is not asked for slivers of them.
                after[kept] = (int) Math.clamp(Math.round(share / block), 1, n) * block;
            }
        }
        return after;
    }
}
