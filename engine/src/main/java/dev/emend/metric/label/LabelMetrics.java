package dev.emend.metric.label;

import static dev.emend.metric.MetricKind.Need.EXPECTED;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.metric.MetricContext;
import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import dev.emend.metric.Normalization;
import dev.emend.metric.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Metrics for answers that are one of a few labels. */
public final class LabelMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        List<MetricKind> kinds = new ArrayList<>();
        kinds.add(kind("label", "the answer is the expected label and nothing else", LabelMetrics::accuracy));
        for (Average average : Average.values()) {
            kinds.add(kind(
                    average.metric(),
                    average.line(),
                    (options, context) -> new LabelAverage(accuracy(options, context), average)));
        }
        return kinds;
    }

    private static MetricKind kind(String name, String line, MetricKind.Maker maker) {
        Set<String> options = new TreeSet<>(Normalization.OPTIONS);
        options.add("lenient");
        return MetricKind.of(name, line, Set.of(EXPECTED), options, maker);
    }

    private static LabelAccuracy accuracy(Options options, MetricContext context) {
        if (context.labels().isEmpty()) {
            throw new InvalidInputException(
                    "the metric " + options.metric() + " needs labels, but no row has an expected answer",
                    Where.NOWHERE,
                    "the column has another name than \"expected\".");
        }
        return new LabelAccuracy(
                new Labels(Normalization.from(options), options.flag("lenient", false), context.labels()));
    }
}
