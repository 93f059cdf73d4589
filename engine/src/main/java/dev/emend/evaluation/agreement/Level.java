package dev.emend.evaluation.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * At which level scores are compared with ratings, as in the meta-evaluation of summaries (Bhandari et al., "Re-evaluating
 * Evaluation in Text Summarization", EMNLP 2020; Fabbri et al., "SummEval", TACL 2021).
 */
public enum Level {
    /** All outputs of all systems for all inputs at once. */
    ITEM {
        @Override
        Value value(List<Rating> ratings, Coefficient coefficient) {
            return plain(ratings, coefficient);
        }
    },
    /** The systems' means: does the score order the systems as people do? */
    SYSTEM {
        @Override
        Value value(List<Rating> ratings, Coefficient coefficient) {
            return plain(
                    grouped(ratings, Rating::system).values().stream()
                            .map(Level::mean)
                            .toList(),
                    coefficient);
        }
    },
    /** For each input apart, over the systems' outputs, and then the mean over the inputs where it is defined. */
    SUMMARY {
        @Override
        Value value(List<Rating> ratings, Coefficient coefficient) {
            double sum = 0;
            int defined = 0;
            for (List<Rating> outputs : grouped(ratings, Rating::input).values()) {
                double value = plain(outputs, coefficient).value();
                if (!Double.isNaN(value)) {
                    sum += value;
                    defined++;
                }
            }
            return new Value(defined == 0 ? Double.NaN : sum / defined, defined);
        }
    };

    /**
     * @param value not a number where it is undefined
     * @param n what was correlated: items, systems, or inputs for which it is defined
     */
    record Value(double value, int n) {}

    abstract Value value(List<Rating> ratings, Coefficient coefficient);

    private static Value plain(List<Rating> ratings, Coefficient coefficient) {
        double value = coefficient.of(
                ratings.stream().mapToDouble(Rating::score).toArray(),
                ratings.stream().mapToDouble(Rating::human).toArray());
        return new Value(value, ratings.size());
    }

    static Map<String, List<Rating>> grouped(List<Rating> ratings, Function<Rating, String> by) {
        Map<String, List<Rating>> groups = new TreeMap<>();
        ratings.forEach(rating -> groups.computeIfAbsent(by.apply(rating), key -> new ArrayList<>())
                .add(rating));
        return groups;
    }

    private static Rating mean(List<Rating> ratings) {
        return new Rating(
                ratings.getFirst().system(),
                "",
                ratings.stream().mapToDouble(Rating::score).average().orElseThrow(),
                ratings.stream().mapToDouble(Rating::human).average().orElseThrow());
    }
}
