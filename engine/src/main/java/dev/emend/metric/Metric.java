package dev.emend.metric;

import dev.emend.data.Example;
import java.util.List;

/**
 * Scores an answer, and says in words what is right or wrong with it, so that a meta-model can learn from it.
 * Implementations are immutable, deterministic and safe for use by many threads at once.
 */
public interface Metric {

    /** As in a task file. */
    String name();

    /** Scores one answer. Never throws for what a model may write. */
    Score score(Example example, String output);

    /** The score of a prompt over many examples, in [0, 1]: the mean, unless the metric is of another kind. */
    default double aggregate(List<Outcome> outcomes) {
        return outcomes.stream()
                .mapToDouble(outcome -> outcome.score().value())
                .average()
                .orElse(0);
    }

    /** Whether {@link #aggregate} is the mean of the single scores, so that exact tests for paired means apply. */
    default boolean aggregatesByMean() {
        return true;
    }
}
