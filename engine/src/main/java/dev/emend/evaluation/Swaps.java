package dev.emend.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The permutation test for paired data (Fisher's sign-flip test): where neither prompt is better, exchanging the two
 * answers to any example gives a difference that was as likely. So p is the share of all exchanges whose difference is at
 * least as far from 0 as the observed one.
 *
 * <p>Up to {@value #EXACT_PAIRS} exchangeable pairs every exchange is tried. Beyond, a seeded sample of them is, and the
 * observed one counts as one of it, which keeps the test valid (Phipson and Smyth, "Permutation P-values should never be
 * zero", 2010).
 */
public final class Swaps {

    static final int EXACT_PAIRS = 16;

    private final int pairs;
    private final ToDoubleFunction<boolean[]> difference;

    /**
     * @param pairs how many pairs can be exchanged with an effect
     * @param difference of the two prompts once the marked pairs are exchanged
     */
    public Swaps(int pairs, ToDoubleFunction<boolean[]> difference) {
        this.pairs = pairs;
        this.difference = difference;
    }

    /** As {@link #p}, for graded scores: the difference is the mean of {@code differences}. */
    static Swaps ofMean(double[] differences) {
        double[] effective = Arrays.stream(differences).filter(d -> d != 0).toArray();
        return new Swaps(effective.length, swapped -> {
            double sum = 0;
            for (int i = 0; i < effective.length; i++) {
                sum += swapped[i] ? -effective[i] : effective[i];
            }
            return sum / differences.length;
        });
    }

    /** As {@link #ofMean(double[])}, where the two prompts' answers are exchanged for a whole group at once. */
    static Swaps ofMean(double[] differences, Clusters clusters) {
        return ofMean(clusters.sums(differences));
    }

    public boolean exact() {
        return pairs <= EXACT_PAIRS;
    }

    /** The two-sided p-value. {@code draws} and {@code seed} matter only where the test is not {@link #exact}. */
    public double p(int draws, long seed) {
        boolean[] swapped = new boolean[pairs];
        // Sums in another order may differ in the last bits; such a tie is a tie.
        double observed = Math.abs(difference.applyAsDouble(swapped)) - 1e-12;
        return exact() ? exactP(swapped, observed) : sampledP(swapped, observed, draws, seed);
    }

    private double exactP(boolean[] swapped, double observed) {
        int all = 1 << pairs;
        int extreme = 0;
        for (int exchange = 0; exchange < all; exchange++) {
            for (int i = 0; i < pairs; i++) {
                swapped[i] = (exchange >> i & 1) == 1;
            }
            extreme += Math.abs(difference.applyAsDouble(swapped)) >= observed ? 1 : 0;
        }
        return (double) extreme / all;
    }

    private double sampledP(boolean[] swapped, double observed, int draws, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        int extreme = 1;
        for (int draw = 0; draw < draws; draw++) {
            for (int i = 0; i < pairs; i++) {
                swapped[i] = random.nextBoolean();
            }
            extreme += Math.abs(difference.applyAsDouble(swapped)) >= observed ? 1 : 0;
        }
        return extreme / (draws + 1.0);
    }
}
