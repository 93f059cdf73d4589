package dev.emend.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line that never falls, from a judge's scores to people's: straight between its knots, level beyond them. Fitted by
 * pooling adjacent violators (Ayer et al., "An Empirical Distribution Function for Sampling with Incomplete Information",
 * Annals of Mathematical Statistics 26, 1955), with a knot at the mean of each pool, so that scores between two knots keep
 * their order.
 *
 * @param knots at least one, from the lowest score to the highest; their people's values never fall
 */
public record MonotoneMap(List<Knot> knots) {

    /**
     * Both in [0, 1].
     *
     * @param score the judge's
     * @param human people's, at this score
     */
    public record Knot(double score, double human) {

        public Knot {
            if (!(score >= 0 && score <= 1 && human >= 0 && human <= 1)) {
                throw new IllegalArgumentException("both ends of a knot must be in [0, 1]: " + score + ":" + human);
            }
        }
    }

    public MonotoneMap {
        knots = List.copyOf(knots);
        if (knots.isEmpty()) {
            throw new IllegalArgumentException("a map needs a knot");
        }
        for (int i = 1; i < knots.size(); i++) {
            if (knots.get(i).score <= knots.get(i - 1).score || knots.get(i).human < knots.get(i - 1).human) {
                throw new IllegalArgumentException(
                        "scores must rise from knot to knot, and people's values must not fall");
            }
        }
    }

    /**
     * The map with the least squared error among all that never fall.
     *
     * @param scores each in [0, 1], at least one
     * @param human as many, each in [0, 1]
     */
    public static MonotoneMap fitted(double[] scores, double[] human) {
        if (scores.length != human.length || scores.length == 0) {
            throw new IllegalArgumentException("every score needs a rating, and one is the least");
        }
        List<Pool> pools = new ArrayList<>();
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((i, j) -> Double.compare(scores[i], scores[j]))
                .mapToInt(i -> i)
                .toArray();
        for (int i = 0; i < order.length; ) {
            Pool pool = new Pool(0, 0, 0);
            double score = scores[order[i]];
            // Equal scores are one place of the line.
            while (i < order.length && scores[order[i]] == score) {
                pool = pool.plus(new Pool(score, human[order[i]], 1));
                i++;
            }
            while (!pools.isEmpty() && pools.getLast().human() >= pool.human()) {
                pool = pools.removeLast().plus(pool);
            }
            pools.add(pool);
        }
        return new MonotoneMap(pools.stream()
                .map(pool -> new Knot(rounded(pool.score()), rounded(pool.human())))
                .collect(Collectors.collectingAndThen(Collectors.toList(), MonotoneMap::distinct)));
    }

    private static double rounded(double value) {
        return Math.clamp(Math.round(value * 1e6) / 1e6, 0, 1);
    }

    /** Knots that rounding has made one. */
    private static List<Knot> distinct(List<Knot> knots) {
        List<Knot> apart = new ArrayList<>();
        for (Knot knot : knots) {
            if (apart.isEmpty() || knot.score > apart.getLast().score) {
                apart.add(knot);
            }
        }
        return apart;
    }

    private record Pool(double scores, double humans, int n) {

        Pool plus(Pool other) {
            return new Pool(scores + other.scores, humans + other.humans, n + other.n);
        }

        double score() {
            return scores / n;
        }

        double human() {
            return humans / n;
        }
    }

    /** @param score in [0, 1] */
    public double apply(double score) {
        Knot before = knots.getFirst();
        for (Knot knot : knots) {
            if (score <= knot.score) {
                return knot.score == before.score
                        ? knot.human
                        : before.human
                                + (knot.human - before.human)
                                        * Math.clamp((score - before.score) / (knot.score - before.score), 0, 1);
            }
            before = knot;
        }
        return before.human;
    }

    /** Such as {@code 0.1:0.25,0.8:0.9}: what {@link #parse} reads. */
    public String text() {
        return knots.stream()
                .map(knot -> plain(knot.score) + ":" + plain(knot.human))
                .collect(Collectors.joining(","));
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.6f", value).replaceFirst("\\.?0+$", "");
    }

    /** @throws IllegalArgumentException where the text is no map */
    public static MonotoneMap parse(String text) {
        List<Knot> knots = new ArrayList<>();
        for (String knot : text.split(",")) {
            String[] ends = knot.strip().split(":");
            if (ends.length != 2) {
                throw new IllegalArgumentException("\"" + knot.strip() + "\" is no knot such as 0.2:0.35");
            }
            knots.add(new Knot(Double.parseDouble(ends[0].strip()), Double.parseDouble(ends[1].strip())));
        }
        return new MonotoneMap(knots);
    }
}
