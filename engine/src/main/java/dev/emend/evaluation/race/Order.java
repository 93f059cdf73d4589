package dev.emend.evaluation.race;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The random order in which a race draws the examples of a finite set, each once. Uniform, or informed: half of the
 * probability is uniform, half in proportion to how much earlier candidates disagreed on an example. A draw carries the
 * weight that makes it stand for all that remain: the expectation of weight × value is their mean. Not thread-safe.
 */
public final class Order {

    /**
     * @param example its index
     * @param weight 1/(R q) for R remaining examples of which this one had the probability q
     * @param reach the largest weight that the draw could have had
     */
    record Draw(int example, double weight, double reach) {}

    private final double[] information;
    private final boolean uniform;
    private final UniformRandomProvider random;
    private final int[] remaining;
    private int left;

    private Order(double[] information, boolean uniform, long seed) {
        this.information = information;
        this.uniform = uniform;
        this.random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        this.left = information.length;
        this.remaining = new int[left];
        Arrays.setAll(remaining, example -> example);
    }

    /** @param n how many examples, at least 1 */
    public static Order uniform(int n, long seed) {
        if (n < 1) {
            throw new IllegalArgumentException("a race needs at least one example, not " + n);
        }
        return new Order(new double[n], true, seed);
    }

    /**
     * Prefers examples on which earlier candidates disagreed: by the variance of their scores, p(1 - p) for scores of 0 and
     * 1. An example with fewer than two scores counts as an average one.
     *
     * @param earlier by candidate, then by example; {@code NaN} where there is no score. None of these candidates need be
     *     in the race; what matters is that all of it was known before the race
     * @throws IllegalArgumentException where the rows have no or different lengths
     */
    public static Order informed(double[][] earlier, long seed) {
        int n = earlier.length == 0 ? 0 : earlier[0].length;
        if (n == 0 || Arrays.stream(earlier).anyMatch(row -> row.length != n)) {
            throw new IllegalArgumentException("earlier scores must be rows of one length, at least 1");
        }
        double[] information = new double[n];
        Arrays.setAll(information, example -> disagreement(earlier, example));
        double average = Arrays.stream(information)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(1);
        Arrays.setAll(information, example -> Double.isNaN(information[example]) ? average : information[example]);
        return new Order(information, false, seed);
    }

    private static double disagreement(double[][] earlier, int example) {
        double[] scores = Arrays.stream(earlier)
                .mapToDouble(row -> row[example])
                .filter(score -> !Double.isNaN(score))
                .toArray();
        if (scores.length < 2) {
            return Double.NaN;
        }
        double mean = Arrays.stream(scores).sum() / scores.length;
        return Arrays.stream(scores)
                        .map(score -> (score - mean) * (score - mean))
                        .sum()
                / scores.length;
    }

    int left() {
        return left;
    }

    Draw next() {
        return uniform ? take(random.nextInt(left), 1, 1) : nextInformed();
    }

    private Draw nextInformed() {
        double total = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int place = 0; place < left; place++) {
            total += information[remaining[place]];
            least = Math.min(least, information[remaining[place]]);
        }
        double ticket = random.nextDouble();
        int place = -1;
        while (place < left - 1 && ticket >= 0) {
            place++;
            ticket -= probability(information[remaining[place]], total);
        }
        return take(
                place,
                1 / (left * probability(information[remaining[place]], total)),
                1 / (left * probability(least, total)));
    }

    private double probability(double share, double total) {
        return total > 0 ? 0.5 / left + 0.5 * share / total : 1.0 / left;
    }

    private Draw take(int place, double weight, double reach) {
        int example = remaining[place];
        left--;
        remaining[place] = remaining[left];
        return new Draw(example, weight, reach);
    }
}
