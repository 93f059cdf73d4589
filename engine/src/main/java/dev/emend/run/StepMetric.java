package dev.emend.run;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metric of a chain as the search of one step sees it: an outcome shows what the step did, and counts as what the chain
 * made of it. So a metric that is no mean, or has several objectives, reads final answers here too.
 */
final class StepMetric implements Metric {

    private final Metric metric;
    private final Map<Outcome, Outcome> finals = new IdentityHashMap<>();

    StepMetric(Metric metric) {
        this.metric = metric;
    }

    /** @return {@code step}, which from now on counts as {@code whole} */
    Outcome counted(Outcome step, Outcome whole) {
        finals.put(step, whole);
        return step;
    }

    private List<Outcome> finals(List<Outcome> steps) {
        return steps.stream().map(step -> finals.getOrDefault(step, step)).toList();
    }

    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public Score score(Answer answer) {
        return metric.score(answer);
    }

    @Override
    public double aggregate(List<Outcome> outcomes) {
        return metric.aggregate(finals(outcomes));
    }

    @Override
    public boolean aggregatesByMean() {
        return metric.aggregatesByMean();
    }

    @Override
    public List<Metric> objectives() {
        return metric.objectives();
    }

    @Override
    public List<Outcome> outcomes(Metric objective, List<Outcome> outcomes) {
        return metric.outcomes(objective, finals(outcomes));
    }
}
