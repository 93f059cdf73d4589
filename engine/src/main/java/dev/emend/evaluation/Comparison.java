package dev.emend.evaluation;

import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Compares two prompts on the same examples. The data choose the test:
 *
 * <ul>
 *   <li>scores of 0 and 1: McNemar's exact test, with Tango's score interval;
 *   <li>graded scores: a sign-flip permutation test, with a bootstrap interval (BCa), or Tango's, which is then
 *       conservative, for fewer than 20 examples;
 *   <li>a metric that is no mean, such as macro-F1: a permutation test that exchanges the two prompts' answers example by
 *       example and aggregates anew, with a bootstrap interval of the difference.
 * </ul>
 *
 * <p>Examples in groups, such as questions on one document, count as fewer than they are. Given the groups, the tests
 * exchange, and the bootstrap draws, whole groups, for scores of 0 and 1 too; with fewer than 20 groups the interval is
 * Tango's for as many pairs as there are groups.
 *
 * <p>Tests and intervals have 95 % in mind. The interval does not come from the test, so at the edge one may exclude 0
 * where the other does not; the p-value decides.
 */
public final class Comparison {

    private static final double LEVEL = 0.95;
    private static final int DRAWS = 20_000;
    private static final int RESAMPLES = 10_000;
    // An aggregate costs much more than a mean.
    private static final int AGGREGATE_DRAWS = 5_000;
    private static final int AGGREGATE_RESAMPLES = 2_000;

    private final List<Outcome> baseline;
    private final List<Outcome> challenger;
    private final Metric metric;
    private final Clusters clusters;
    private final long seed;

    private Comparison(List<Outcome> baseline, List<Outcome> challenger, Metric metric, Clusters clusters, long seed) {
        this.baseline = baseline;
        this.challenger = challenger;
        this.metric = metric;
        this.clusters = clusters;
        this.seed = seed;
    }

    /**
     * @param baseline at least one outcome
     * @param challenger on the same examples in the same order
     * @param seed of the tests and intervals that draw; the same seed gives the same difference
     * @throws IllegalArgumentException where the outcomes do not pair
     */
    public static Difference of(List<Outcome> baseline, List<Outcome> challenger, Metric metric, long seed) {
        requirePairs(baseline, challenger);
        return new Comparison(baseline, challenger, metric, Clusters.singletons(baseline.size()), seed).difference();
    }

    /**
     * As {@link #of(List, List, Metric, long)}, for examples in groups. The same numbers where no two share a group.
     *
     * @param group the key of an example's group, such as its value in a column
     * @throws IllegalArgumentException where the outcomes do not pair
     */
    public static Difference of(
            List<Outcome> baseline,
            List<Outcome> challenger,
            Metric metric,
            long seed,
            Function<Example, String> group) {
        requirePairs(baseline, challenger);
        Clusters clusters = Clusters.of(
                baseline.stream().map(outcome -> group.apply(outcome.example())).toList());
        return new Comparison(baseline, challenger, metric, clusters, seed).difference();
    }

    private static void requirePairs(List<Outcome> baseline, List<Outcome> challenger) {
        List<String> ids = ids(baseline);
        if (ids.isEmpty() || !ids.equals(ids(challenger))) {
            throw new IllegalArgumentException("the two prompts must have answered the same examples, at least one: "
                    + ids + " and " + ids(challenger));
        }
    }

    private static List<String> ids(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.example().id()).toList();
    }

    private Difference difference() {
        if (!metric.aggregatesByMean()) {
            return ofAggregates();
        }
        double[] before = Estimates.values(baseline);
        double[] after = Estimates.values(challenger);
        double[] differences = IntStream.range(0, before.length)
                .mapToDouble(i -> after[i] - before[i])
                .toArray();
        double gained = Arrays.stream(differences).filter(d -> d > 0).sum();
        double lost = -Arrays.stream(differences).filter(d -> d < 0).sum();
        return clusters.areSingletons() && Estimates.binary(before) && Estimates.binary(after)
                ? ofBinary((int) gained, (int) lost)
                : ofGraded(differences, gained, lost);
    }

    private Difference ofBinary(int wins, int losses) {
        int n = baseline.size();
        return new Difference(
                (double) (wins - losses) / n,
                Tango.interval(wins, losses, n, LEVEL),
                McNemar.p(wins, losses),
                "exact McNemar",
                n);
    }

    private Difference ofGraded(double[] differences, double gained, double lost) {
        int n = differences.length;
        Swaps swaps = Swaps.ofMean(differences, clusters);
        return new Difference(
                (gained - lost) / n,
                interval(Bootstrap.ofMean(differences, clusters), RESAMPLES, gained, lost),
                swaps.p(DRAWS, seed),
                "sign-flip permutation (" + how(swaps, "20,000 draws") + ")",
                n);
    }

    private Difference ofAggregates() {
        int[] differing = IntStream.range(0, clusters.count())
                .filter(group -> Arrays.stream(clusters.rows(group)).anyMatch(this::differs))
                .toArray();
        Swaps swaps = new Swaps(differing.length, swapped -> {
            List<Outcome> left = new ArrayList<>(baseline);
            List<Outcome> right = new ArrayList<>(challenger);
            for (int i = 0; i < differing.length; i++) {
                if (swapped[i]) {
                    for (int row : clusters.rows(differing[i])) {
                        left.set(row, challenger.get(row));
                        right.set(row, baseline.get(row));
                    }
                }
            }
            return Outcome.aggregate(right, metric) - Outcome.aggregate(left, metric);
        });
        double value = Outcome.aggregate(challenger, metric) - Outcome.aggregate(baseline, metric);
        int n = baseline.size();
        Bootstrap bootstrap = new Bootstrap(
                clusters.count(),
                groups -> Outcome.aggregate(rows(challenger, groups), metric)
                        - Outcome.aggregate(rows(baseline, groups), metric));
        return new Difference(
                value,
                interval(bootstrap, AGGREGATE_RESAMPLES, Math.max(0, value) * n, Math.max(0, -value) * n),
                swaps.p(AGGREGATE_DRAWS, seed),
                "paired permutation of the aggregate (" + how(swaps, "5,000 draws") + ")",
                n);
    }

    private boolean differs(int row) {
        Outcome before = baseline.get(row);
        Outcome after = challenger.get(row);
        return !before.output().equals(after.output())
                || before.score().value() != after.score().value()
                || !before.score().parts().equals(after.score().parts());
    }

    private List<Outcome> rows(List<Outcome> outcomes, int[] groups) {
        return Arrays.stream(clusters.rows(groups)).mapToObj(outcomes::get).toList();
    }

    private String how(Swaps swaps, String draws) {
        String extent = swaps.exact() ? "exact" : draws;
        return clusters.areSingletons() ? extent : extent + ", by " + clusters.count() + " groups";
    }

    private Interval interval(Bootstrap bootstrap, int resamples, double gained, double lost) {
        if (clusters.count() >= Bootstrap.FEWEST) {
            Interval interval = bootstrap.interval(LEVEL, resamples, seed);
            if (interval.low() < interval.high()) {
                return interval;
            }
        }
        return Tango.interval(gained * clusters.share(), lost * clusters.share(), clusters.count(), LEVEL);
    }
}
