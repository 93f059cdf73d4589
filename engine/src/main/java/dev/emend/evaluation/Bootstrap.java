package dev.emend.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The bias-corrected and accelerated bootstrap interval, BCa (Efron, "Better Bootstrap Confidence Intervals", JASA 82,
 * 1987): the percentiles of the statistic over resampled examples, shifted for its bias and its skewness. The latter comes
 * from the jackknife. A step costs one evaluation of the statistic for each resample and for each example. For examples in
 * groups, "example" here is a whole group (Davison and Hinkley, "Bootstrap Methods and their Application", 1997, 3.8).
 */
final class Bootstrap {

    /** Below this many examples the interval is too narrow to be trusted. */
    static final int FEWEST = 20;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final int n;
    private final ToDoubleFunction<int[]> statistic;

    /** @param statistic of the examples with these indexes, each in [0, n), repeated ones counting as often */
    Bootstrap(int n, ToDoubleFunction<int[]> statistic) {
        this.n = n;
        this.statistic = statistic;
    }

    static Bootstrap ofMean(double[] values) {
        return new Bootstrap(values.length, rows -> {
            double sum = 0;
            for (int row : rows) {
                sum += values[row];
            }
            return sum / rows.length;
        });
    }

    /** Resamples whole groups: the mean of all rows of the groups that are drawn. */
    static Bootstrap ofMean(double[] values, Clusters clusters) {
        double[] sums = clusters.sums(values);
        double[] sizes = clusters.sizes();
        return new Bootstrap(clusters.count(), groups -> {
            double sum = 0;
            double size = 0;
            for (int group : groups) {
                sum += sums[group];
                size += sizes[group];
            }
            return sum / size;
        });
    }

    Interval interval(double level, int resamples, long seed) {
        double[] resampled = resampled(resamples, seed);
        double bias = bias(resampled);
        double acceleration = acceleration();
        double z = Wilson.quantile(level);
        return new Interval(
                percentile(resampled, shifted(bias, acceleration, -z)),
                percentile(resampled, shifted(bias, acceleration, z)),
                level);
    }

    private double[] resampled(int resamples, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[] values = new double[resamples];
        int[] rows = new int[n];
        for (int i = 0; i < resamples; i++) {
            for (int j = 0; j < n; j++) {
                rows[j] = random.nextInt(n);
            }
            values[i] = statistic.applyAsDouble(rows);
        }
        Arrays.sort(values);
        return values;
    }

    /** The normal score of the observed statistic among the resampled ones; ties count half. */
    private double bias(double[] resampled) {
        double observed = statistic.applyAsDouble(IntStream.range(0, n).toArray());
        double rank = 0;
        for (double value : resampled) {
            rank += value < observed ? 1 : value == observed ? 0.5 : 0;
        }
        double share = rank / resampled.length;
        double least = 0.5 / resampled.length;
        return NORMAL.inverseCumulativeProbability(Math.clamp(share, least, 1 - least));
    }

    private double acceleration() {
        double[] without = new double[n];
        for (int left = 0; left < n; left++) {
            int skipped = left;
            without[left] = statistic.applyAsDouble(
                    IntStream.range(0, n).filter(row -> row != skipped).toArray());
        }
        double mean = Arrays.stream(without).average().orElseThrow();
        double squares = 0;
        double cubes = 0;
        for (double value : without) {
            double deviation = mean - value;
            squares += deviation * deviation;
            cubes += deviation * deviation * deviation;
        }
        return squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
    }

    private static double shifted(double bias, double acceleration, double z) {
        return NORMAL.cumulativeProbability(bias + (bias + z) / (1 - acceleration * (bias + z)));
    }

    private static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
