package dev.emend.metric;

import static dev.emend.metric.MetricKind.Need.EXPECTED;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Metrics that compare an answer with the expected one. */
public final class BasicMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(
                kind(
                        "exact-match",
                        "the answer is the expected text, but for case, spacing and surrounding punctuation",
                        Normalization.OPTIONS,
                        (options, context) -> new ExactMatch(Normalization.from(options))),
                kind(
                        "contains",
                        "the expected text stands somewhere in the answer",
                        Normalization.OPTIONS,
                        (options, context) -> new Contains(Normalization.from(options))));
    }

    private static MetricKind kind(String name, String line, Collection<String> options, MetricKind.Maker maker) {
        return MetricKind.of(name, line, Set.of(EXPECTED), new TreeSet<>(options), maker);
    }
}
