package dev.emend.evaluation.agreement;

import dev.emend.evaluation.Interval;
import dev.emend.evaluation.Swaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How much better one judge agrees with people than another on the same items. Where a judge's coefficient is undefined,
 * as for one that gives every item the same grade, it counts as {@linkplain Coefficient#atChance chance}.
 *
 * @param value challenger minus baseline
 * @param interval percentiles over 1,000 bootstrap resamples of whole groups, both judges on the same ones; empty for
 *     fewer than two groups. For few groups (below about 20) it is too narrow
 * @param p two-sided, of the hypothesis that which judge gave which scores does not matter: whole groups are exchanged
 *     between the judges. For coefficients of order alone, each judge's scores are its ranks first, so that how widely a
 *     judge spreads its grades does not enter
 * @param test what {@code p} comes from
 * @param n items
 * @param groups that hold them
 */
public record AgreementGain(double value, Optional<Interval> interval, double p, String test, int n, int groups) {

    private static final int DRAWS = 5_000;

    /** Both judges' scores of the same items. */
    private record Scores(double[] baseline, double[] challenger, double[] human, int[][] groups) {

        double gain(Coefficient coefficient) {
            return value(coefficient, challenger, human) - value(coefficient, baseline, human);
        }

        Scores of(int[] rows) {
            return new Scores(taken(baseline, rows), taken(challenger, rows), taken(human, rows), groups);
        }

        private static double[] taken(double[] values, int[] rows) {
            return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
        }
    }

    /**
     * Deterministic: the same ratings and seed give the same gain.
     *
     * @param baseline whose inputs are the groups
     * @param challenger of the same items in the same order
     * @throws IllegalArgumentException where the two are not of the same items, or there is none
     */
    public static AgreementGain of(List<Rating> baseline, List<Rating> challenger, Coefficient coefficient, long seed) {
        Scores scores = paired(baseline, challenger);
        double value = scores.gain(coefficient);
        Swaps swaps = swaps(coefficient.looksAtOrderAlone() ? ranked(scores) : scores, coefficient);
        return new AgreementGain(
                value,
                interval(scores, coefficient, seed),
                swaps.p(DRAWS, seed),
                "paired permutation (" + (swaps.exact() ? "exact" : "5,000 draws") + ", by " + scores.groups.length
                        + " groups)",
                baseline.size(),
                scores.groups.length);
    }

    private static Scores paired(List<Rating> baseline, List<Rating> challenger) {
        if (baseline.isEmpty() || baseline.size() != challenger.size()) {
            throw new IllegalArgumentException("both judges must have judged the same items, at least one: "
                    + baseline.size() + " and " + challenger.size());
        }
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < baseline.size(); i++) {
            if (baseline.get(i).human() != challenger.get(i).human()) {
                throw new IllegalArgumentException("item " + i + " has two ratings of people");
            }
            groups.computeIfAbsent(baseline.get(i).input(), group -> new ArrayList<>())
                    .add(i);
        }
        return new Scores(
                baseline.stream().mapToDouble(Rating::score).toArray(),
                challenger.stream().mapToDouble(Rating::score).toArray(),
                baseline.stream().mapToDouble(Rating::human).toArray(),
                groups.values().stream()
                        .map(rows -> rows.stream().mapToInt(row -> row).toArray())
                        .toArray(int[][]::new));
    }

    private static Scores ranked(Scores scores) {
        return new Scores(
                Coefficient.ranks(scores.baseline), Coefficient.ranks(scores.challenger), scores.human, scores.groups);
    }

    private static double value(Coefficient coefficient, double[] scores, double[] human) {
        double value = coefficient.of(scores, human);
        return Double.isNaN(value) ? coefficient.atChance() : value;
    }

    private static Swaps swaps(Scores scores, Coefficient coefficient) {
        int[][] differing = Arrays.stream(scores.groups)
                .filter(rows -> Arrays.stream(rows).anyMatch(row -> scores.baseline[row] != scores.challenger[row]))
                .toArray(int[][]::new);
        return new Swaps(differing.length, swapped -> {
            double[] left = scores.baseline.clone();
            double[] right = scores.challenger.clone();
            for (int group = 0; group < differing.length; group++) {
                if (swapped[group]) {
                    for (int row : differing[group]) {
                        left[row] = scores.challenger[row];
                        right[row] = scores.baseline[row];
                    }
                }
            }
            return new Scores(left, right, scores.human, scores.groups).gain(coefficient);
        });
    }

    private static Optional<Interval> interval(Scores scores, Coefficient coefficient, long seed) {
        int groups = scores.groups.length;
        if (groups < 2) {
            return Optional.empty();
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[] values = new double[Agreement.RESAMPLES];
        for (int i = 0; i < values.length; i++) {
            int[] rows = random.ints(groups, 0, groups)
                    .flatMap(group -> Arrays.stream(scores.groups[group]))
                    .toArray();
            values[i] = scores.of(rows).gain(coefficient);
        }
        Arrays.sort(values);
        return Optional.of(new Interval(
                Agreement.percentile(values, (1 - Agreement.LEVEL) / 2),
                Agreement.percentile(values, (1 + Agreement.LEVEL) / 2),
                Agreement.LEVEL));
    }
}
