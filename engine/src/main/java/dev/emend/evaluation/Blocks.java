package dev.emend.evaluation;

import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The delete-a-group jackknife (Kott, "The Delete-a-Group Jackknife", Journal of Official Statistics 17, 2001): the
 * examples fall into blocks at random, and how far the aggregate moves when a block is left out tells its standard error.
 * A hundred evaluations of the aggregate, whatever the number of examples.
 */
final class Blocks {

    private static final int BLOCKS = 100;

    private Blocks() {}

    /**
     * A normal interval around {@code value}, inside [0, 1].
     *
     * @param clusters at least {@value #BLOCKS}; none is divided
     * @param value of the aggregate over all outcomes
     */
    static Interval interval(
            Clusters clusters, List<Outcome> outcomes, Metric metric, double value, double level, long seed) {
        int[] order = IntStream.range(0, clusters.count()).toArray();
        PermutationSampler.shuffle(RandomSource.XO_SHI_RO_256_PP.create(seed), order);
        double[] without = new double[BLOCKS];
        Arrays.setAll(without, block -> Outcome.aggregate(rest(clusters, outcomes, order, block), metric));
        double mean = Arrays.stream(without).sum() / BLOCKS;
        double squares =
                Arrays.stream(without).map(one -> (one - mean) * (one - mean)).sum();
        double half = Wilson.quantile(level) * Math.sqrt((BLOCKS - 1.0) / BLOCKS * squares);
        return half > 0
                ? new Interval(Math.max(0, value - half), Math.min(1, value + half), level)
                : Wilson.interval(value * clusters.count(), clusters.count(), level);
    }

    private static List<Outcome> rest(Clusters clusters, List<Outcome> outcomes, int[] order, int block) {
        List<Outcome> rest = new ArrayList<>(outcomes.size());
        for (int i = 0; i < order.length; i++) {
            if (i % BLOCKS != block) {
                for (int row : clusters.rows(order[i])) {
                    rest.add(outcomes.get(row));
                }
            }
        }
        return rest;
    }
}
