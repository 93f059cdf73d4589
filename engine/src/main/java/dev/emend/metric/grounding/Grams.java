package dev.emend.metric.grounding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of words, counted. */
final class Grams {

    private Grams() {}

    /** How often each run of {@code n} words stands in the passages; a run ends with its passage. */
    static Map<List<String>, Integer> of(List<String> passages, int n) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (String passage : passages) {
            count(Words.of(passage), n, counts);
        }
        return counts;
    }

    /** The share of the runs of {@code n} words that are among {@code counts}, no more often than there; 0 for no run. */
    static double precision(List<String> words, int n, Map<List<String>, Integer> counts) {
        Map<List<String>, Integer> own = new HashMap<>();
        count(words, n, own);
        int shared = 0;
        for (Map.Entry<List<String>, Integer> run : own.entrySet()) {
            shared += Math.min(run.getValue(), counts.getOrDefault(run.getKey(), 0));
        }
        return shared == 0 ? 0 : (double) shared / (words.size() - n + 1);
    }

    private static void count(List<String> words, int n, Map<List<String>, Integer> counts) {
        for (int i = 0; i + n <= words.size(); i++) {
            counts.merge(words.subList(i, i + n), 1, Integer::sum);
        }
    }
}
