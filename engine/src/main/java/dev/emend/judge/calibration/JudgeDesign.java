package dev.emend.judge.calibration;

import dev.emend.Fingerprint;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A judge: a metric that asks models, with its options, as a task file spells it.
 *
 * @param label what distinguishes it, for people
 * @param metric such as {@code judge}
 * @param options by name
 * @param shown ids of the items whose ratings its prompt shows
 */
public record JudgeDesign(String label, String metric, SortedMap<String, String> options, List<String> shown) {

    public JudgeDesign {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        shown = List.copyOf(shown);
    }

    JudgeDesign(String label, String metric, Map<String, String> options) {
        this(label, metric, new TreeMap<>(options), List.of());
    }

    JudgeDesign with(String more, Map<String, String> changed) {
        return with(more, changed, shown);
    }

    JudgeDesign with(String more, Map<String, String> changed, List<String> nowShown) {
        SortedMap<String, String> all = new TreeMap<>(options);
        all.putAll(changed);
        return new JudgeDesign(label + ", " + more, metric, all, nowShown);
    }

    JudgeDesign named(String name) {
        return new JudgeDesign(name, metric, options, shown);
    }

    /** Made for one judge. */
    Metric made() {
        return Metrics.named(metric, options, MetricContext.of(new TreeSet<>()));
    }

    String option(String name) {
        return options.getOrDefault(name, "");
    }

    /** Identity: what is asked and how it is read. */
    String key() {
        Fingerprint print = Fingerprint.of("judge design").add(metric);
        options.forEach((name, value) -> print.add(name).add(value));
        return print.hex();
    }
}
