package dev.emend.scoring.embedding;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import dev.emend.metric.grounding.GroundingMetrics;
import java.util.List;

/** Metrics that say by MiniLM whether an answer keeps to its context. */
public final class EmbeddingGrounding implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return GroundingMetrics.byEmbedding(MiniLm.shared());
    }
}
