package dev.emend.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of several tests that were made together. An adjusted p-value is compared with the level as if it
 * were the only one; it is in [0, 1] and in the place of the one it adjusts.
 */
public final class MultipleComparisons {

    private MultipleComparisons() {}

    /**
     * Controls the family-wise error rate: the probability of even one false finding. Valid under any dependence (Holm,
     * "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979).
     *
     * @param p each in [0, 1]
     * @throws IllegalArgumentException where one is not
     */
    public static double[] holm(double[] p) {
        int[] ascending = ascending(p);
        double[] adjusted = new double[p.length];
        double least = 0;
        for (int rank = 0; rank < p.length; rank++) {
            least = Math.max(least, Math.min(1, (p.length - rank) * p[ascending[rank]]));
            adjusted[ascending[rank]] = least;
        }
        return adjusted;
    }

    /**
     * Controls the false discovery rate: the expected share of false ones among the findings. Valid for independent or
     * positively dependent tests (Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995).
     *
     * @param p each in [0, 1]
     * @throws IllegalArgumentException where one is not
     */
    public static double[] benjaminiHochberg(double[] p) {
        int[] ascending = ascending(p);
        double[] adjusted = new double[p.length];
        double most = 1;
        for (int rank = p.length - 1; rank >= 0; rank--) {
            most = Math.min(most, p.length * p[ascending[rank]] / (rank + 1));
            adjusted[ascending[rank]] = most;
        }
        return adjusted;
    }

    private static int[] ascending(double[] p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a p-value must be in [0, 1], not " + value);
            }
        }
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
