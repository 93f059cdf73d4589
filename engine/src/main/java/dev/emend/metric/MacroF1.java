package dev.emend.metric;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The mean of the labels' F1 scores, over the labels that occur among the expected answers: rare labels count as much as
 * frequent ones. An answer that is no label counts as missed for the expected label. A single answer is scored as by
 * {@link LabelAccuracy}.
 */
record MacroF1(Labels labels) implements Metric {

    @Override
    public String name() {
        return "macro-f1";
    }

    @Override
    public Score score(Answer answer) {
        return new LabelAccuracy(labels).score(answer);
    }

    @Override
    public double aggregate(List<Outcome> outcomes) {
        Map<String, Count> counts = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            String expected = labels.expected(outcome.example());
            Optional<String> predicted = labels.predicted(outcome.output());
            counts.computeIfAbsent(expected, label -> new Count()).expected++;
            predicted.ifPresent(label -> counts.computeIfAbsent(label, first -> new Count()).predicted++);
            if (predicted.isPresent() && predicted.get().equals(expected)) {
                counts.computeIfAbsent(expected, label -> new Count()).right++;
            }
        }
        return counts.values().stream()
                .filter(count -> count.expected > 0)
                .mapToDouble(count -> 2.0 * count.right / (count.expected + count.predicted))
                .average()
                .orElse(0);
    }

    @Override
    public boolean aggregatesByMean() {
        return false;
    }

    private static final class Count {
        private int expected;
        private int predicted;
        private int right;
    }
}
