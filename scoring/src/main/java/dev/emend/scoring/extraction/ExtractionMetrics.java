package dev.emend.scoring.extraction;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import java.util.List;
import java.util.Set;

/** Metrics for answers that list items. */
public final class ExtractionMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(MetricKind.of(
                "set-f1",
                "how the set of the answer's items agrees with the expected one",
                Set.of(MetricKind.Need.EXPECTED),
                SetOverlap.options(),
                (options, context) -> SetOverlap.from(options)));
    }
}
