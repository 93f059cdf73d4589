package dev.emend.evaluation;

import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Scores with their intervals. Deterministic: the same scores give the same interval. */
public final class Estimates {

    private static final int RESAMPLES = 10_000;
    // An aggregate costs much more than a mean.
    private static final int AGGREGATE_RESAMPLES = 2_000;
    // Beyond, resampling an aggregate takes minutes, and the normal approximation is good.
    private static final int MOST_RESAMPLED = 2_000;
    private static final long SEED = 1987;

    private Estimates() {}

    /**
     * The mean of single scores. Its interval is Wilson's where every score is 0 or 1. For graded scores it is a bootstrap
     * interval (BCa, 10,000 resamples), or, for fewer than 20 of them or where all are equal, Wilson's, which is then
     * conservative.
     *
     * @param scores each in [0, 1], at least one
     * @param level coverage of the interval, in (0, 1), such as 0.95
     * @throws IllegalArgumentException where there is no score
     */
    public static Estimate of(double[] scores, double level) {
        requireSome(scores.length);
        return of(scores, level, Clusters.singletons(scores.length));
    }

    /**
     * The mean of single scores of examples in groups, such as questions on one document: the bootstrap draws whole groups,
     * for scores of 0 and 1 too. For fewer than 20 groups the interval is Wilson's for as many examples as there are
     * groups. The same numbers as {@link #of(double[], double)} where no two share a group.
     *
     * @param scores each in [0, 1], at least one
     * @param groups the key of each score's group
     * @throws IllegalArgumentException where there is no score, or not one key for each
     */
    public static Estimate of(double[] scores, double level, List<String> groups) {
        requireSome(scores.length);
        if (groups.size() != scores.length) {
            throw new IllegalArgumentException(
                    "every score needs the key of its group: " + groups.size() + " for " + scores.length);
        }
        return of(scores, level, Clusters.of(groups));
    }

    private static Estimate of(double[] scores, double level, Clusters clusters) {
        double sum = Arrays.stream(scores).sum();
        Interval interval = clusters.areSingletons() && binary(scores)
                ? Wilson.interval(sum, scores.length, level)
                : graded(Bootstrap.ofMean(scores, clusters), RESAMPLES, sum / scores.length, clusters.count(), level);
        return new Estimate(Math.min(1, sum / scores.length), interval, scores.length);
    }

    /**
     * A prompt's score by {@code metric}, which need not be a mean: for one that is not, such as macro-F1, the interval is
     * a bootstrap interval of the aggregate (BCa, 2,000 resamples), under the same conditions as above; beyond 2,000
     * examples, that of a delete-a-group jackknife.
     *
     * @throws IllegalArgumentException where there is no outcome
     */
    public static Estimate of(List<Outcome> outcomes, Metric metric, double level) {
        return of(outcomes, metric, level, Clusters.singletons(outcomes.size()));
    }

    /**
     * As {@link #of(List, Metric, double)}, for examples in groups.
     *
     * @param group the key of an example's group, such as its value in a column
     * @throws IllegalArgumentException where there is no outcome
     */
    public static Estimate of(List<Outcome> outcomes, Metric metric, double level, Function<Example, String> group) {
        return of(
                outcomes,
                metric,
                level,
                Clusters.of(outcomes.stream()
                        .map(outcome -> group.apply(outcome.example()))
                        .toList()));
    }

    /** What a reader must know of answers behind these scores: verdicts that were not read, silence, and what was cut off. */
    public static List<String> warnings(Collection<Estimate> scores) {
        return Stream.of(
                        UnreadVerdicts.behind(scores).warning(),
                        Unanswered.behind(scores).warning(),
                        CutOff.behind(scores).warning())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Estimate of(List<Outcome> outcomes, Metric metric, double level, Clusters clusters) {
        requireSome(outcomes.size());
        Estimate estimate = metric.aggregatesByMean()
                ? of(values(outcomes), level, clusters)
                : aggregate(outcomes, metric, level, clusters);
        UnreadVerdicts unread = UnreadVerdicts.among(outcomes, metric);
        return new Estimate(
                estimate.value(),
                estimate.interval(),
                estimate.n(),
                unread.answers(),
                Unanswered.among(outcomes).examples(),
                CutOff.among(outcomes).answers(),
                unread.one());
    }

    private static Estimate aggregate(List<Outcome> outcomes, Metric metric, double level, Clusters clusters) {
        double value = Outcome.aggregate(outcomes, metric);
        if (clusters.count() > MOST_RESAMPLED) {
            return new Estimate(
                    value, Blocks.interval(clusters, outcomes, metric, value, level, SEED), outcomes.size());
        }
        Bootstrap bootstrap = new Bootstrap(
                clusters.count(),
                groups -> Outcome.aggregate(
                        Arrays.stream(clusters.rows(groups))
                                .mapToObj(outcomes::get)
                                .toList(),
                        metric));
        Interval interval = graded(bootstrap, AGGREGATE_RESAMPLES, value, clusters.count(), level);
        return new Estimate(value, interval, outcomes.size());
    }

    private static Interval graded(Bootstrap bootstrap, int resamples, double value, int n, double level) {
        if (n >= Bootstrap.FEWEST) {
            Interval interval = bootstrap.interval(level, resamples, SEED);
            if (interval.low() < interval.high()) {
                return interval;
            }
        }
        return Wilson.interval(value * n, n, level);
    }

    static double[] values(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(outcome -> outcome.score().value()).toArray();
    }

    static boolean binary(double[] scores) {
        return Arrays.stream(scores).allMatch(score -> score == 0 || score == 1);
    }

    private static void requireSome(int n) {
        if (n == 0) {
            throw new IllegalArgumentException("an estimate needs at least one score");
        }
    }
}
