package dev.emend.evaluation;

import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every score that the search has paid for: candidate × example. Not thread-safe; written and read by the one thread
 * that decides.
 */
public final class Scoreboard {

    private static final long RESAMPLING_SEED = 1;

    private final Metric metric;
    private final Function<Example, String> group;
    private final Map<Integer, Map<String, Outcome>> rows = new LinkedHashMap<>();

    public Scoreboard(Metric metric) {
        this(metric, Example::id);
    }

    /** @param group the key of an example's group; intervals then draw whole groups */
    public Scoreboard(Metric metric, Function<Example, String> group) {
        this.metric = metric;
        this.group = group;
    }

    /**
     * The names of the metrics that the metric combines, each once. A score has each of them among its parts. None for a
     * single metric.
     */
    public List<String> objectives() {
        return metric.objectives().stream().map(Metric::name).distinct().toList();
    }

    public void add(Rollout rollout) {
        rows.computeIfAbsent(rollout.candidate(), id -> new LinkedHashMap<>())
                .put(rollout.outcome().example().id(), rollout.outcome());
    }

    public Optional<Outcome> outcome(int candidate, Example example) {
        return Optional.ofNullable(rows.getOrDefault(candidate, Map.of()).get(example.id()));
    }

    /** The candidate's outcomes on those of the examples that it has met, in the examples' order. */
    public List<Outcome> outcomes(int candidate, List<Example> examples) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Example example : examples) {
            outcome(candidate, example).ifPresent(outcomes::add);
        }
        return outcomes;
    }

    /** Those of the examples that both candidates have met, in order. */
    public List<Example> shared(int first, int second, List<Example> examples) {
        return examples.stream()
                .filter(example -> outcome(first, example).isPresent()
                        && outcome(second, example).isPresent())
                .toList();
    }

    /** The metric over the candidate's outcomes on these examples, in [0, 1]; 0 where it has met none. */
    public double score(int candidate, List<Example> examples) {
        return Outcome.aggregate(outcomes(candidate, examples), metric);
    }

    /** {@link #score} with its 95 % interval; empty where the candidate has met none of the examples. */
    public Optional<Estimate> estimate(int candidate, List<Example> examples) {
        List<Outcome> outcomes = outcomes(candidate, examples);
        return outcomes.isEmpty() ? Optional.empty() : Optional.of(Estimates.of(outcomes, metric, 0.95, group));
    }

    /** As {@link #estimate}, by each of the metrics that the metric combines, in their order; none for a single metric. */
    public List<Estimate> estimatesByObjective(int candidate, List<Example> examples) {
        List<Outcome> outcomes = outcomes(candidate, examples);
        return outcomes.isEmpty()
                ? List.of()
                : metric.objectives().stream()
                        .map(objective -> Estimates.of(metric.outcomes(objective, outcomes), objective, 0.95, group))
                        .toList();
    }

    /**
     * The second candidate against the first, paired, on those of the examples that both have met; empty where they share
     * none.
     */
    public Optional<Difference> difference(int first, int second, List<Example> examples) {
        List<Example> shared = shared(first, second, examples);
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(Comparison.of(
                        outcomes(first, shared), outcomes(second, shared), metric, RESAMPLING_SEED, group));
    }
}
