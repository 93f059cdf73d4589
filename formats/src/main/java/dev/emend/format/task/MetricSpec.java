package dev.emend.format.task;

import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A metric as a task file spells it.
 *
 * @param parts at least one; several are summed by weight
 */
public record MetricSpec(List<Part> parts) {

    public MetricSpec {
        parts = List.copyOf(parts);
    }

    /**
     * @param name of one of {@link Metrics#kinds}
     * @param weight its share in the sum
     * @param options of the metric, by name
     */
    public record Part(String name, double weight, Map<String, String> options) {

        public Part {
            options = Collections.unmodifiableMap(new TreeMap<>(options));
        }
    }

    public static MetricSpec of(String name) {
        return new MetricSpec(List.of(new Part(name, 1, Map.of())));
    }

    /** The metric that fits right answers such as these. */
    public static MetricSpec fitting(List<String> answers) {
        return of(AnswerKind.of(answers).metric);
    }

    /**
     * Made for these examples, whose distinct right answers are the labels.
     *
     * @param jurors how many models judge
     * @param folder where relative paths start
     * @throws dev.emend.InvalidInputException where a name or an option is unknown
     */
    public Metric metric(Splits splits, int jurors, Path folder) {
        SortedSet<String> labels = new TreeSet<>();
        for (List<Example> split : List.of(splits.train(), splits.validation(), splits.holdout())) {
            split.forEach(example -> labels.add(example.expected()));
        }
        return metric(new MetricContext(labels, jurors, folder));
    }

    /** @throws dev.emend.InvalidInputException where a name or an option is unknown */
    public Metric metric(MetricContext context) {
        if (parts.size() == 1) {
            return Metrics.named(parts.getFirst().name(), parts.getFirst().options(), context);
        }
        return Metrics.weighted(parts.stream()
                .map(part -> new Metrics.Weighted(Metrics.named(part.name(), part.options(), context), part.weight()))
                .toList());
    }
}
