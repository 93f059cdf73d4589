package dev.emend.evaluation.agreement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ways to say how well scores agree with people's ratings of the same things. */
public enum Coefficient {
    /** Linear correlation, in [-1, 1]. Undefined where either side is constant. */
    PEARSON("Pearson") {
        @Override
        double defined(double[] scores, double[] ratings) {
            return pearson(scores, ratings);
        }
    },
    /** Correlation of ranks, ties at the middle of their ranks, in [-1, 1]. Undefined where either side is constant. */
    SPEARMAN("Spearman") {
        @Override
        double defined(double[] scores, double[] ratings) {
            return pearson(ranks(scores), ranks(ratings));
        }
    },
    /**
     * Kendall's τ-b ("The Treatment of Ties in Ranking Problems", Biometrika 33, 1945), in [-1, 1]. Undefined where either
     * side is constant.
     */
    KENDALL("Kendall tau-b") {
        @Override
        double defined(double[] scores, double[] ratings) {
            PairCounts pairs = PairCounts.of(scores, ratings);
            double apart = Math.sqrt((double) pairs.scoresApart()) * Math.sqrt((double) pairs.ratingsApart());
            return apart > 0 ? (pairs.concordant() - pairs.discordant()) / apart : Double.NaN;
        }
    },
    /**
     * Cohen's κ with quadratic weights ("Weighted Kappa", Psychological Bulletin 70, 1968), at most 1. Both sides must be on
     * one scale. Weights are squared distances of the values themselves, so scores need not be whole; for the whole numbers
     * of a scale it is the usual coefficient. Undefined where both sides are one and the same constant.
     */
    KAPPA("quadratic kappa") {
        @Override
        double defined(double[] scores, double[] ratings) {
            double observed = 0;
            for (int i = 0; i < scores.length; i++) {
                observed += (scores[i] - ratings[i]) * (scores[i] - ratings[i]);
            }
            double difference = mean(scores) - mean(ratings);
            // The mean squared distance of a score from any rating.
            double expected = variance(scores) + variance(ratings) + difference * difference;
            return constant(scores) && constant(ratings) && scores[0] == ratings[0]
                    ? Double.NaN
                    : 1 - observed / scores.length / expected;
        }
    },
    /**
     * Of the pairs that people rate apart, the share that the scores put in the same order; a tie of the scores counts
     * half. In [0, 1]; undefined where people rate all alike.
     */
    ACCURACY("pairwise accuracy") {
        @Override
        double defined(double[] scores, double[] ratings) {
            PairCounts pairs = PairCounts.of(scores, ratings);
            long tied = pairs.ratingsApart() - pairs.concordant() - pairs.discordant();
            return pairs.ratingsApart() > 0 ? (pairs.concordant() + tied / 2.0) / pairs.ratingsApart() : Double.NaN;
        }
    },
    /**
     * The share of all pairs that both sides order alike or both tie (acc_eq of Deutsch et al., "Ties Matter", EMNLP 2023,
     * without its tuning of a threshold below which scores count as tied). In [0, 1].
     */
    ACCURACY_WITH_TIES("pairwise accuracy with ties") {
        @Override
        double defined(double[] scores, double[] ratings) {
            PairCounts pairs = PairCounts.of(scores, ratings);
            return (double) (pairs.concordant() + pairs.tiedInBoth()) / pairs.all();
        }
    },
    /**
     * For pairs: each value says which of two is better, above 0.5 the first, below it the second, at 0.5 neither. Of the
     * pairs that people decide, the share that the scores decide alike; an undecided score counts half. In [0, 1];
     * undefined where people decide nothing.
     */
    CHOICE("choices alike") {
        @Override
        double defined(double[] scores, double[] ratings) {
            double alike = 0;
            int decided = 0;
            for (int i = 0; i < scores.length; i++) {
                double human = Math.signum(ratings[i] - 0.5);
                if (human != 0) {
                    alike += (1 + Math.signum(scores[i] - 0.5) * human) / 2;
                    decided++;
                }
            }
            return decided > 0 ? alike / decided : Double.NaN;
        }
    };

    private final String label;

    Coefficient(String label) {
        this.label = label;
    }

    /** What scores that know nothing have, and what a judge counts as having whose coefficient is undefined. */
    public double atChance() {
        return switch (this) {
            case PEARSON, SPEARMAN, KENDALL, KAPPA -> 0;
            case ACCURACY, ACCURACY_WITH_TIES, CHOICE -> 0.5;
        };
    }

    /** Whether any scores in the same order have the same coefficient. */
    boolean looksAtOrderAlone() {
        return switch (this) {
            case SPEARMAN, KENDALL, ACCURACY, ACCURACY_WITH_TIES -> true;
            case PEARSON, KAPPA, CHOICE -> false;
        };
    }

    /** Such as {@code Kendall tau-b}. */
    public String label() {
        return label;
    }

    /**
     * @return not a number where the coefficient is undefined, as for fewer than two things
     * @throws IllegalArgumentException where the two are not of one length, or hold what is no finite number
     */
    public double of(double[] scores, double[] ratings) {
        if (scores.length != ratings.length) {
            throw new IllegalArgumentException(
                    "every score needs a rating: " + scores.length + " and " + ratings.length);
        }
        if (!IntStream.range(0, scores.length)
                .allMatch(i -> Double.isFinite(scores[i]) && Double.isFinite(ratings[i]))) {
            throw new IllegalArgumentException("scores and ratings must be finite numbers");
        }
        return scores.length < 2 ? Double.NaN : defined(scores, ratings);
    }

    /** For at least two things. */
    abstract double defined(double[] scores, double[] ratings);

    private static double pearson(double[] x, double[] y) {
        if (constant(x) || constant(y)) {
            return Double.NaN;
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            product += (x[i] - meanX) * (y[i] - meanY);
        }
        double spreads = Math.sqrt(variance(x)) * Math.sqrt(variance(y)) * x.length;
        return Math.clamp(product / spreads, -1, 1);
    }

    /** From 1; equal values share the mean of their ranks. */
    public static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    // Exact, since a constant's variance may be a little above 0 for rounding.
    private static boolean constant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / values.length;
    }
}
