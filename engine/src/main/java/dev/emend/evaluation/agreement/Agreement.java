package dev.emend.evaluation.agreement;

import dev.emend.evaluation.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How well scores agree with people.
 *
 * @param value empty where the coefficient is undefined
 * @param interval percentiles of the coefficient over 1,000 bootstrap resamples of whole groups, the outputs for one
 *     input together; empty for fewer than two groups, or where more than a tenth of the resamples leave it undefined.
 *     For few groups (below about 20) it is too narrow, and for few systems it does not tell what other systems would show
 * @param n what was correlated: items, systems, or inputs for which the coefficient is defined
 */
public record Agreement(
        Coefficient coefficient, Level level, OptionalDouble value, Optional<Interval> interval, int n) {

    static final int RESAMPLES = 1_000;
    static final double LEVEL = 0.95;
    private static final double MOST_UNDEFINED = 0.1;

    /** Deterministic: the same ratings and seed give the same interval. */
    public static Agreement of(List<Rating> ratings, Coefficient coefficient, Level level, long seed) {
        Level.Value value = level.value(ratings, coefficient);
        if (Double.isNaN(value.value())) {
            return new Agreement(coefficient, level, OptionalDouble.empty(), Optional.empty(), value.n());
        }
        return new Agreement(
                coefficient,
                level,
                OptionalDouble.of(value.value()),
                interval(ratings, coefficient, level, seed),
                value.n());
    }

    private static Optional<Interval> interval(List<Rating> ratings, Coefficient coefficient, Level level, long seed) {
        List<List<Rating>> groups =
                new ArrayList<>(Level.grouped(ratings, Rating::input).values());
        if (groups.size() < 2) {
            return Optional.empty();
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[] values = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            values[i] = level.value(drawn(groups, random), coefficient).value();
        }
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length < (1 - MOST_UNDEFINED) * RESAMPLES) {
            return Optional.empty();
        }
        return Optional.of(
                new Interval(percentile(sorted, (1 - LEVEL) / 2), percentile(sorted, (1 + LEVEL) / 2), LEVEL));
    }

    /** A group that is drawn twice is two groups, or the level of summaries would take it for a larger one. */
    private static List<Rating> drawn(List<List<Rating>> groups, UniformRandomProvider random) {
        List<Rating> drawn = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            String input = Integer.toString(i);
            for (Rating rating : groups.get(random.nextInt(groups.size()))) {
                drawn.add(new Rating(rating.system(), input, rating.score(), rating.human()));
            }
        }
        return drawn;
    }

    static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
