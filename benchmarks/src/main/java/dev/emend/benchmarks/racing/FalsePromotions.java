package dev.emend.benchmarks.racing;

import dev.emend.benchmarks.Benchmark;
import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimates;
import dev.emend.evaluation.Interval;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * How often the gate promotes a prompt that is no better, and how much the score by which a champion was chosen flatters
 * it.
 *
 * <p>Arguments: the folder to write to, the number of runs, and the seed.
 *
 * <pre>FalsePromotions target/false-promotions 2000 1</pre>
 *
 * <p>Each run is an A/A run: all prompts have the same true score. A pair is gated on a hold-out as it is; or a champion is
 * first chosen as the best of 20 on a validation set of 60, and then gated against the user's prompt. The rule is the
 * gate's own: promoted where the challenger is ahead and the paired two-sided test of {@link Comparison} gives p &lt; 0.05,
 * so that 2.5 % are to be expected at most. Prints a table, and writes it as JSON.
 */
public final class FalsePromotions {

    private static final double ALPHA = 0.05;
    private static final double NOMINAL = 0.025;
    private static final int HOLDOUT = 120;
    private static final int VALIDATION = 60;
    private static final int CANDIDATES = 20;

    /** How the scores of equal prompts come about. */
    private enum Scores {
        /** 0 or 1; two prompts differ on about one example in five, as neighbours in a search do. */
        BINARY,
        /** Token F1 of answers of ten words. */
        GRADED;

        Metric metric() {
            return Metrics.named(this == BINARY ? "exact-match" : "token-f1", Map.of(), new TreeSet<>());
        }

        /** What all prompts have in common about an example, in [0, 1]. */
        double ease(UniformRandomProvider random) {
            // Most examples are nearly always, some are hardly ever answered rightly.
            double draw = random.nextDouble();
            double doubt = 0.3 * random.nextDouble();
            return draw < 0.65 ? 1 - doubt : draw < 0.85 ? doubt : random.nextDouble();
        }

        String answer(double ease, UniformRandomProvider random) {
            if (this == BINARY) {
                return random.nextDouble() < ease ? "right" : "wrong";
            }
            List<String> words = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                words.add(random.nextDouble() < ease ? "w" + i : "x" + i);
            }
            return String.join(" ", words);
        }

        String expected() {
            return this == BINARY ? "right" : "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9";
        }
    }

    /** Shares in [0, 1]; the scores of the champion, in points, are means over the runs and NaN where none is chosen. */
    record Row(
            String scores,
            String run,
            int runs,
            double discordance,
            int promoted,
            double rate,
            double low,
            double high,
            double nominal,
            double validation,
            double truth) {}

    private FalsePromotions() {}

    public static void main(String[] args) {
        Benchmark.run("FalsePromotions FOLDER RUNS SEED", 3, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int runs = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        List<Row> rows = new ArrayList<>();
        System.out.printf(
                "%-8s %-22s %12s %10s %8s %16s %9s %12s %7s%n",
                "scores", "run", "discordance", "promoted", "rate", "95 % (Wilson)", "nominal", "validation", "truth");
        for (Scores scores : Scores.values()) {
            for (int candidates : new int[] {1, CANDIDATES}) {
                Row row = row(scores, candidates, runs, seed);
                rows.add(row);
                System.out.printf(
                        Locale.ROOT,
                        "%-8s %-22s %10.1f %% %4d/%d %6.2f %% (%5.2f to %5.2f) %7.1f %% %12s %7s%n",
                        row.scores(),
                        row.run(),
                        100 * row.discordance(),
                        row.promoted(),
                        runs,
                        100 * row.rate(),
                        100 * row.low(),
                        100 * row.high(),
                        100 * row.nominal(),
                        points(row.validation()),
                        points(row.truth()));
            }
        }
        Files.createDirectories(folder);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("seed", seed);
        data.put("holdout", HOLDOUT);
        data.put("rows", rows);
        Files.writeString(
                folder.resolve("false-promotions.json"),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(data));
    }

    private static String points(double score) {
        return Double.isNaN(score) ? "-" : String.format(Locale.ROOT, "%.1f", score);
    }

    static Row row(boolean binary, int candidates, int runs, long seed) {
        return row(binary ? Scores.BINARY : Scores.GRADED, candidates, runs, seed);
    }

    private static Row row(Scores scores, int candidates, int runs, long seed) {
        Metric metric = scores.metric();
        double[] promoted = new double[runs];
        double differing = 0;
        double chosen = 0;
        double truth = 0;
        for (int run = 0; run < runs; run++) {
            UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1_000_003 * seed + run);
            if (candidates > 1) {
                double[] ease = eases(scores, VALIDATION, random);
                double best = 0;
                for (int candidate = 0; candidate < candidates; candidate++) {
                    best = Math.max(best, metric.aggregate(outcomes(scores, metric, ease, random)));
                }
                chosen += best;
                truth += metric.aggregate(outcomes(scores, metric, eases(scores, 200, random), random));
            }
            double[] ease = eases(scores, HOLDOUT, random);
            List<Outcome> seedOutcomes = outcomes(scores, metric, ease, random);
            List<Outcome> champion = outcomes(scores, metric, ease, random);
            for (int i = 0; i < HOLDOUT; i++) {
                differing += seedOutcomes.get(i).score().value()
                                != champion.get(i).score().value()
                        ? 1
                        : 0;
            }
            Difference difference = Comparison.of(seedOutcomes, champion, metric, run);
            promoted[run] = difference.isGain(ALPHA) ? 1 : 0;
        }
        Interval interval = Estimates.of(promoted, 0.95).interval();
        double count = Arrays.stream(promoted).sum();
        boolean search = candidates > 1;
        return new Row(
                scores.name().toLowerCase(Locale.ROOT),
                search ? "best of " + candidates : "one pair",
                runs,
                differing / runs / HOLDOUT,
                (int) count,
                count / runs,
                interval.low(),
                interval.high(),
                NOMINAL,
                search ? 100 * chosen / runs : Double.NaN,
                search ? 100 * truth / runs : Double.NaN);
    }

    private static double[] eases(Scores scores, int n, UniformRandomProvider random) {
        double[] ease = new double[n];
        Arrays.setAll(ease, i -> scores.ease(random));
        return ease;
    }

    private static List<Outcome> outcomes(Scores scores, Metric metric, double[] ease, UniformRandomProvider random) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < ease.length; i++) {
            Example example = Example.of("e" + i, Map.of(), scores.expected());
            Answer answer = Answer.of(example, scores.answer(ease[i], random));
            outcomes.add(new Outcome(answer, metric.score(answer)));
        }
        return outcomes;
    }
}
