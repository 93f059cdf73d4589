package dev.emend.metric.label;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import java.util.Optional;

/** A metric that reads an answer as one of a task's labels, so that a {@link ConfusionMatrix} can be made with it. */
public interface LabelMetric extends Metric {

    /** The label that the answer counts as; empty where it counts as none. */
    Optional<String> predicted(Answer answer);

    /**
     * The right label.
     *
     * @throws dev.emend.InvalidInputException where the example's expected answer is none of the labels
     */
    String expected(Example example);

    /** {@code metric} itself or the first of its objectives that is a label metric; empty where none is. */
    static Optional<LabelMetric> in(Metric metric) {
        if (metric instanceof LabelMetric label) {
            return Optional.of(label);
        }
        return metric.objectives().stream()
                .flatMap(objective -> in(objective).stream())
                .findFirst();
    }
}
