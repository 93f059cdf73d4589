package dev.emend.benchmarks.text;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Seconds that one thread computes to score 10,000 pairs of about 60 words, feedback included (processor time, so that other
 * work on the machine does not count); the first round is cold, the last one warm. Words are drawn by Zipf's law from 20,000, and the answer keeps about two thirds of the expected ones in place.
 */
public final class TextMetricThroughput {

    private static final int PAIRS = 10_000;
    private static final int WORDS = 60;
    private static final int VOCABULARY = 20_000;
    private static final int ROUNDS = 5;

    private TextMetricThroughput() {}

    public static void main(String[] args) {
        List<Answer> answers = answers(new SplittableRandom(1));
        for (int round = 1; round <= ROUNDS; round++) {
            double both = 0;
            StringBuilder line = new StringBuilder();
            for (String name : List.of("rouge", "bleu", "chrf", "meteor", "edit-similarity", "token-f1")) {
                double seconds = seconds(Metrics.named(name, Map.of(), MetricContext.of(new TreeSet<>())), answers);
                both += name.equals("rouge") || name.equals("bleu") ? seconds : 0;
                line.append("  ").append(name).append(String.format(Locale.ROOT, " %.2f s", seconds));
            }
            System.out.printf(Locale.ROOT, "round %d: ROUGE-L and BLEU %.2f s; each:%s%n", round, both, line);
        }
    }

    private static double seconds(Metric metric, List<Answer> answers) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        double sum = 0;
        for (Answer answer : answers) {
            sum += metric.score(answer).value();
        }
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        if (!(sum > 0)) {
            throw new IllegalStateException("the pairs have nothing in common by " + metric.name());
        }
        return seconds;
    }

    private static List<Answer> answers(SplittableRandom random) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            List<String> expected = new ArrayList<>();
            List<String> came = new ArrayList<>();
            int length = WORDS - 10 + random.nextInt(21);
            for (int j = 0; j < length; j++) {
                String word = word(random);
                expected.add(word);
                came.add(random.nextInt(3) > 0 ? word : word(random));
            }
            answers.add(Answer.of(Example.of("" + i, Map.of(), text(expected)), text(came)));
        }
        return answers;
    }

    private static String word(SplittableRandom random) {
        int rank = (int) Math.pow(VOCABULARY, random.nextDouble());
        SplittableRandom letters = new SplittableRandom(rank);
        return letters.ints(2 + letters.nextInt(8), 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String text(List<String> words) {
        return String.join(" ", words).replaceAll("((?:\\w+ ){11}\\w+) ", "$1. ") + ".";
    }
}
