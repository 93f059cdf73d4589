package dev.emend.scoring.embedding;

import static dev.emend.metric.MetricKind.Need.EXPECTED;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import java.util.List;
import java.util.Set;

/** The metric that compares by meaning. */
public final class EmbeddingMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(MetricKind.of(
                "embedding-similarity",
                "how near the answer comes to the expected text in meaning (MiniLM)",
                Set.of(EXPECTED),
                Set.of(),
                (options, context) -> new EmbeddingSimilarity(MiniLm.shared())));
    }
}
