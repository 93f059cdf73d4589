package dev.emend.metric.number;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Metrics for answers that are a number. */
public final class NumberMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(MetricKind.of(
                "numeric",
                "the answer's number is the expected one, within a tolerance; units if asked",
                Set.of(MetricKind.Need.EXPECTED),
                new TreeSet<>(Numeric.OPTIONS),
                (options, context) -> Numeric.from(options)));
    }
}
