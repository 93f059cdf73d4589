package dev.emend.scoring.instruction;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import java.util.List;
import java.util.Set;

/** Metrics of instruction following. */
public final class InstructionMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(MetricKind.of(
                "follows-rules",
                "the share of verifiable instructions that the answer follows (IFEval)",
                Set.of(),
                FollowsRules.OPTIONS,
                (options, context) -> FollowsRules.from(options)));
    }
}
