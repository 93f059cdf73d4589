package dev.emend.metric;

import static java.util.Objects.requireNonNull;

import dev.emend.data.Example;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Several metrics in one number. */
record WeightedSum(List<Metrics.Weighted> parts) implements Metric {

    WeightedSum {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a weighted sum needs at least one metric");
        }
    }

    /** Such as {@code 0.7 label + 0.3 token-f1}. */
    @Override
    public String name() {
        return parts.stream()
                .map(part -> Metrics.plain(part.weight()) + " " + part.metric().name())
                .collect(Collectors.joining(" + "));
    }

    @Override
    public Score score(Example example, String output) {
        Map<Metrics.Weighted, Score> scores = new LinkedHashMap<>();
        parts.forEach(part -> scores.put(part, part.metric().score(example, output)));
        String feedback = scores.entrySet().stream()
                .map(entry -> "[" + entry.getKey().metric().name() + "] "
                        + entry.getValue().feedback())
                .collect(Collectors.joining(" "));
        return new Score(weighted(part -> requireNonNull(scores.get(part)).value()), feedback);
    }

    @Override
    public double aggregate(List<Outcome> outcomes) {
        if (aggregatesByMean()) {
            return Metric.super.aggregate(outcomes);
        }
        return weighted(part -> part.metric().aggregate(rescored(outcomes, part.metric())));
    }

    private static List<Outcome> rescored(List<Outcome> outcomes, Metric metric) {
        return outcomes.stream()
                .map(outcome -> new Outcome(
                        outcome.example(), outcome.output(), metric.score(outcome.example(), outcome.output())))
                .toList();
    }

    @Override
    public boolean aggregatesByMean() {
        return parts.stream().allMatch(part -> part.metric().aggregatesByMean());
    }

    private double weighted(ToDoubleFunction<Metrics.Weighted> value) {
        double sum = 0;
        for (Metrics.Weighted part : parts) {
            sum += part.weight() * value.applyAsDouble(part);
        }
        return Math.min(1, sum / totalWeight());
    }

    // Summed in the order of the products above, so that a score of 1 in every part is exactly 1.
    private double totalWeight() {
        double total = 0;
        for (Metrics.Weighted part : parts) {
            total += part.weight();
        }
        return total;
    }
}
