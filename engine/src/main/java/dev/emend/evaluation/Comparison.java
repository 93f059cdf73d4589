package dev.emend.evaluation;

import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private final long seed;

    private Comparison(List<Outcome> baseline, List<Outcome> challenger, Metric metric, long seed) {
        this.baseline = baseline;
        this.challenger = challenger;
        this.metric = metric;
        this.seed = seed;
    }

    /**
     * @param baseline at least one outcome
     * @param challenger on the same examples in the same order
     * @param seed of the tests and intervals that draw; the same seed gives the same difference
     * @throws IllegalArgumentException where the outcomes do not pair
     */
    public static Difference of(List<Outcome> baseline, List<Outcome> challenger, Metric metric, long seed) {
        List<String> ids = ids(baseline);
        if (ids.isEmpty() || !ids.equals(ids(challenger))) {
            throw new IllegalArgumentException("the two prompts must have answered the same examples, at least one: "
                    + ids + " and " + ids(challenger));
        }
        return new Comparison(baseline, challenger, metric, seed).difference();
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
        return Estimates.binary(before) && Estimates.binary(after)
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
        Swaps swaps = Swaps.ofMean(differences);
        return new Difference(
                (gained - lost) / n,
                interval(Bootstrap.ofMean(differences), RESAMPLES, gained, lost),
                swaps.p(DRAWS, seed),
                "sign-flip permutation (" + (swaps.exact() ? "exact" : "20,000 draws") + ")",
                n);
    }

    private Difference ofAggregates() {
        int[] differing = IntStream.range(0, baseline.size())
                .filter(i -> !baseline.get(i).output().equals(challenger.get(i).output()))
                .toArray();
        Swaps swaps = new Swaps(differing.length, swapped -> {
            List<Outcome> left = new ArrayList<>(baseline);
            List<Outcome> right = new ArrayList<>(challenger);
            for (int i = 0; i < differing.length; i++) {
                if (swapped[i]) {
                    left.set(differing[i], challenger.get(differing[i]));
                    right.set(differing[i], baseline.get(differing[i]));
                }
            }
            return metric.aggregate(right) - metric.aggregate(left);
        });
        double value = metric.aggregate(challenger) - metric.aggregate(baseline);
        int n = baseline.size();
        Bootstrap bootstrap = new Bootstrap(
                n, rows -> metric.aggregate(rows(challenger, rows)) - metric.aggregate(rows(baseline, rows)));
        return new Difference(
                value,
                interval(bootstrap, AGGREGATE_RESAMPLES, Math.max(0, value) * n, Math.max(0, -value) * n),
                swaps.p(AGGREGATE_DRAWS, seed),
                "paired permutation of the aggregate (" + (swaps.exact() ? "exact" : "5,000 draws") + ")",
                n);
    }

    private static List<Outcome> rows(List<Outcome> outcomes, int[] rows) {
        return Arrays.stream(rows).mapToObj(outcomes::get).toList();
    }

    private Interval interval(Bootstrap bootstrap, int resamples, double gained, double lost) {
        if (baseline.size() >= Bootstrap.FEWEST) {
            Interval interval = bootstrap.interval(LEVEL, resamples, seed);
            if (interval.low() < interval.high()) {
                return interval;
            }
        }
        return Tango.interval(gained, lost, baseline.size(), LEVEL);
    }
}
