package dev.emend.benchmarks.strategies;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A mean over runs and examples, with a 95 % interval.
 *
 * <p>All runs of a task meet the same examples, so neither runs nor single answers are independent. The bootstrap draws both,
 * runs and examples (Owen, "The pigeonhole bootstrap", 2007); it is conservative rather than bold. Of a single run it draws
 * the examples alone, and says nothing of what another seed would have come to.
 */
record Mean(double value, double low, double high) {

    private static final int RESAMPLES = 4_000;
    private static final long SEED = 2007;
    private static final double TAIL = 0.025;

    /**
     * A quantity on one task: the sum of signed means, such as of one strategy's scores minus another's.
     *
     * @param terms each of runs × examples, all of the same examples
     */
    record Contrast(List<Term> terms) {

        Contrast {
            terms = List.copyOf(terms);
        }

        static Contrast of(double[][] scores) {
            return new Contrast(List.of(new Term(1, scores)));
        }

        static Contrast between(double[][] first, double[][] second) {
            return new Contrast(List.of(new Term(1, first), new Term(-1, second)));
        }

        private double value() {
            return terms.stream()
                    .mapToDouble(term -> term.sign * term.mean(all(term.scores.length), all(term.examples())))
                    .sum();
        }

        private double drawn(UniformRandomProvider random) {
            int[] examples = drawn(terms.getFirst().examples(), random);
            return terms.stream()
                    .mapToDouble(term -> term.sign * term.mean(drawn(term.scores.length, random), examples))
                    .sum();
        }

        private static int[] all(int n) {
            int[] indices = new int[n];
            Arrays.setAll(indices, i -> i);
            return indices;
        }

        private static int[] drawn(int n, UniformRandomProvider random) {
            int[] indices = new int[n];
            Arrays.setAll(indices, i -> random.nextInt(n));
            return indices;
        }
    }

    /** @param scores runs × examples */
    record Term(int sign, double[][] scores) {

        int examples() {
            return scores[0].length;
        }

        double mean(int[] runs, int[] examples) {
            double sum = 0;
            for (int run : runs) {
                for (int example : examples) {
                    sum += scores[run][example];
                }
            }
            return sum / runs.length / examples.length;
        }
    }

    /** The mean of the tasks' contrasts, each task counting the same. */
    static Mean of(List<Contrast> tasks) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
        double[] drawn = new double[RESAMPLES];
        Arrays.setAll(
                drawn,
                i -> average(
                        tasks.stream().mapToDouble(task -> task.drawn(random)).toArray()));
        Arrays.sort(drawn);
        return new Mean(value(tasks), drawn[(int) (TAIL * RESAMPLES)], drawn[(int) ((1 - TAIL) * RESAMPLES)]);
    }

    /** Without the interval, which costs thousands of times as much. */
    static double value(List<Contrast> tasks) {
        return average(tasks.stream().mapToDouble(Contrast::value).toArray());
    }

    private static double average(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** In points, such as {@code +4.0 (-1.3 to +9.2)}. */
    String points() {
        return signed(value) + " (" + signed(low) + " to " + signed(high) + ")";
    }

    private static String signed(double value) {
        String text = String.format(Locale.ROOT, "%+.1f", 100 * value);
        return text.equals("-0.0") ? "+0.0" : text;
    }
}
