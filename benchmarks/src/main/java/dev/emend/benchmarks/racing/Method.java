package dev.emend.benchmarks.racing;

import dev.emend.evaluation.race.Order;
import dev.emend.evaluation.race.Race;
import dev.emend.evaluation.race.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.TTest;

/** A way to choose one of several candidates. */
interface Method {

    /** @param kept the candidates that were never dropped, the winner among them */
    record Choice(int winner, List<Integer> kept) {}

    String name();

    /** @param earlier scores of other candidates on the same examples, perhaps none */
    Choice choose(Bill bill, double[][] earlier, long seed);

    private static int[] order(Bill bill, long seed) {
        return ArraySampler.shuffle(
                RandomSource.XO_SHI_RO_256_PP.create(seed),
                IntStream.range(0, bill.examples()).toArray());
    }

    private static List<Integer> everyone(Bill bill) {
        return new ArrayList<>(IntStream.range(0, bill.candidates()).boxed().toList());
    }

    private static List<Integer> bestFirst(List<Integer> field, double[] value) {
        return field.stream()
                .sorted(Comparator.comparingDouble((Integer candidate) -> -value[candidate])
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static double[] sums(Bill bill, List<Integer> field, int[] order, int n) {
        double[] sums = new double[bill.candidates()];
        field.forEach(candidate -> sums[candidate] = bill.sum(candidate, order, n));
        return sums;
    }

    record Full() implements Method {

        @Override
        public String name() {
            return "full scoring";
        }

        @Override
        public Choice choose(Bill bill, double[][] earlier, long seed) {
            int[] order = order(bill, seed);
            List<Integer> field = everyone(bill);
            return new Choice(
                    bestFirst(field, sums(bill, field, order, order.length)).getFirst(), field);
        }
    }

    /**
     * Emend's race.
     *
     * @param informed whether the order is informed by the earlier candidates' scores
     * @param limit in shares of what full scoring takes
     */
    record Racing(String name, Rules rules, boolean informed, double limit) implements Method {

        @Override
        public Choice choose(Bill bill, double[][] earlier, long seed) {
            Order order = informed && earlier.length > 1
                    ? Order.informed(earlier, seed)
                    : Order.uniform(bill.examples(), seed);
            long evaluations = (long) (limit * bill.candidates() * bill.examples());
            Race race = new Race(bill.candidates(), order, rules.withLimit(evaluations));
            while (!race.over()) {
                List<Integer> block = race.nextBlock();
                race.observe(race.field().stream()
                        .map(candidate -> block.stream()
                                .mapToDouble(example -> bill.score(candidate, example))
                                .toArray())
                        .toArray(double[][]::new));
            }
            return new Choice(race.leader(), race.field());
        }
    }

    private static int halvingBlock(Bill bill) {
        return Math.max(4, Math.min(12, bill.examples() / 5));
    }

    /** Successive halving (Jamieson and Talwalkar, 2016) on shared examples, the first block as large as Emend's. */
    record Halving() implements Method {

        @Override
        public String name() {
            return "successive halving";
        }

        @Override
        public Choice choose(Bill bill, double[][] earlier, long seed) {
            int[] order = order(bill, seed);
            List<Integer> field = everyone(bill);
            int n = halvingBlock(bill);
            while (field.size() > 1) {
                List<Integer> standings = bestFirst(field, sums(bill, field, order, n));
                boolean last = n == order.length;
                field = standings.subList(0, last ? 1 : (standings.size() + 1) / 2);
                n = Math.min(2 * n, order.length);
            }
            return new Choice(field.getFirst(), field);
        }
    }

    /**
     * What Emend's search did until races: halving of the challengers, while candidate 0, the incumbent, stays, and who is
     * behind it by more than 10 points goes.
     */
    record HalvingWithABar() implements Method {

        private static final double BAR = 0.1;

        @Override
        public String name() {
            return "halving with a bar";
        }

        @Override
        public Choice choose(Bill bill, double[][] earlier, long seed) {
            int[] order = order(bill, seed);
            List<Integer> runners = everyone(bill).subList(1, bill.candidates());
            int n = halvingBlock(bill);
            while (true) {
                int seen = n;
                boolean last = n == order.length;
                double[] sums = sums(bill, runners, order, n);
                double incumbent = bill.sum(0, order, n);
                runners = bestFirst(runners, sums).stream()
                        .limit(last ? runners.size() : (runners.size() + 1) / 2)
                        .filter(candidate -> sums[candidate] >= incumbent - BAR * seen)
                        .toList();
                if (last || runners.isEmpty()) {
                    boolean ahead = !runners.isEmpty() && sums[runners.getFirst()] > incumbent;
                    int winner = ahead ? runners.getFirst() : 0;
                    List<Integer> kept = new ArrayList<>(runners);
                    kept.addFirst(0);
                    return new Choice(winner, kept);
                }
                n = Math.min(2 * n, order.length);
            }
        }
    }

    /** Successive rejects (Audibert, Bubeck and Munos, 2010) with half of the evaluations, on shared examples. */
    record Rejects() implements Method {

        @Override
        public String name() {
            return "successive rejects";
        }

        @Override
        public Choice choose(Bill bill, double[][] earlier, long seed) {
            int[] order = order(bill, seed);
            List<Integer> field = everyone(bill);
            int k = field.size();
            double budget = k * order.length / 2.0;
            double log =
                    0.5 + IntStream.rangeClosed(2, k).mapToDouble(i -> 1.0 / i).sum();
            for (int phase = 1; phase < k; phase++) {
                int n = (int) Math.clamp(Math.ceil((budget - k) / (log * (k + 1 - phase))), 1, order.length);
                List<Integer> standings = bestFirst(field, sums(bill, field, order, n));
                field = new ArrayList<>(standings.subList(0, standings.size() - 1));
            }
            return new Choice(field.getFirst(), field);
        }
    }

    /**
     * UCB as in ProTeGi's released code: each round the third of the candidates with the highest bound is scored on a
     * fifth of the examples, drawn anew for the round, until half of the evaluations are spent. Nobody is dropped.
     */
    record Ucb() implements Method {

        @Override
        public String name() {
            return "UCB (ProTeGi)";
        }

        @Override
        public Choice choose(Bill bill, double[][] earlier, long seed) {
            UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
            List<Integer> field = everyone(bill);
            int k = field.size();
            int arms = Math.max(1, k / 3);
            int samples = Math.max(1, bill.examples() / 5);
            int rounds = Math.max(1, k * bill.examples() / 2 / (arms * samples));
            double[] mean = new double[k];
            double[] count = new double[k];
            for (int round = 0; round < rounds; round++) {
                double[] bound = new double[k];
                for (int i = 0; i < k; i++) {
                    bound[i] = round == 0
                            ? random.nextDouble()
                            : mean[i] + Math.sqrt(Math.log(round + 1.0) / (count[i] + 1e-3));
                }
                int[] sample = Arrays.copyOf(
                        ArraySampler.shuffle(
                                random, IntStream.range(0, bill.examples()).toArray()),
                        samples);
                for (int candidate : bestFirst(field, bound).subList(0, arms)) {
                    mean[candidate] = (mean[candidate] * count[candidate] + bill.sum(candidate, sample, samples))
                            / (count[candidate] + samples);
                    count[candidate] += samples;
                }
            }
            return new Choice(bestFirst(field, mean).getFirst(), field);
        }
    }

    /**
     * CAPO's race (Zehle et al., 2025): after each block of 30, whoever is significantly worse than another one by a paired
     * t-test at 0.2, one-sided and uncorrected, is dropped; at most 10 blocks.
     */
    record BlockTTest() implements Method {

        private static final int BLOCK = 30;
        private static final int BLOCKS = 10;
        private static final double ALPHA = 0.2;

        @Override
        public String name() {
            return "paired t-test (CAPO)";
        }

        @Override
        public Choice choose(Bill bill, double[][] earlier, long seed) {
            int[] order = order(bill, seed);
            List<Integer> field = everyone(bill);
            int n = 0;
            while (field.size() > 1 && n < Math.min(order.length, BLOCK * BLOCKS)) {
                n = Math.min(n + BLOCK, order.length);
                int seen = n;
                List<Integer> met = field;
                field = met.stream()
                        .filter(candidate ->
                                met.stream().noneMatch(other -> better(bill, other, candidate, order, seen)))
                        .toList();
            }
            return new Choice(
                    bestFirst(field, sums(bill, field, order, Math.max(1, n))).getFirst(), field);
        }

        private static boolean better(Bill bill, int one, int other, int[] order, int n) {
            double[] differences = IntStream.range(0, n)
                    .mapToDouble(i -> bill.score(one, order[i]) - bill.score(other, order[i]))
                    .toArray();
            double mean = Arrays.stream(differences).sum() / n;
            if (mean <= 0 || Arrays.stream(differences).distinct().count() == 1) {
                return mean > 0;
            }
            return TTest.withDefaults()
                            .with(AlternativeHypothesis.GREATER_THAN)
                            .test(differences)
                            .getPValue()
                    < ALPHA;
        }
    }
}
