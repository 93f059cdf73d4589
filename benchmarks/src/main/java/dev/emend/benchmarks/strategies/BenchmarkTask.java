package dev.emend.benchmarks.strategies;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.SplitPlan;
import dev.emend.data.Splits;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A task to compare strategies on.
 *
 * @param description what the prompt is for; shown to the meta-model
 * @param prompt the seed, as a busy engineer would write it
 * @param splits train, validation, and the gate's hold-out
 * @param fresh rows for the score; the gate's own where {@link #gateIsFresh}
 * @param labels the answers where they are labels, sorted; empty where they are not
 */
public record BenchmarkTask(
        String name,
        String description,
        Prompt prompt,
        Metric metric,
        Splits splits,
        List<Example> fresh,
        List<String> labels) {

    /** Of the draw into splits: the same rows play the same part in every run. */
    private static final long SPLIT_SEED = 7;

    public BenchmarkTask {
        fresh = List.copyOf(fresh);
        labels = List.copyOf(labels);
    }

    /**
     * Draws the rows into their parts. The fresh rows do not depend on the size of the hold-out.
     *
     * @param metric {@code label} or {@code numeric}
     * @throws InvalidInputException where there are too few rows
     */
    public static BenchmarkTask of(
            String name, String description, Prompt prompt, String metric, List<Example> rows, Sizes sizes) {
        boolean classes = metric.equals("label");
        TreeSet<String> labels = classes
                ? rows.stream().map(Example::expected).collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<>();
        int left = rows.size() - sizes.train() - sizes.validation() - sizes.fresh();
        int holdout = Math.min(sizes.holdout(), left);
        boolean own = holdout >= Sizes.FEWEST_IN_GATE;
        Splits drawn = new SplitPlan(
                        sizes.train(),
                        sizes.validation(),
                        sizes.fresh() + (own ? holdout : 0),
                        SPLIT_SEED,
                        classes ? Optional.of("expected") : Optional.empty(),
                        Optional.empty())
                .draw(rows, Where.NOWHERE);
        List<Example> fresh = drawn.holdout().subList(0, sizes.fresh());
        List<Example> gate =
                own ? drawn.holdout().subList(sizes.fresh(), drawn.holdout().size()) : fresh;
        return new BenchmarkTask(
                name,
                description,
                prompt,
                Metrics.named(metric, Map.of(), labels),
                new Splits(drawn.train(), drawn.validation(), gate),
                fresh,
                List.copyOf(labels));
    }

    BenchmarkTask withMetric(Metric other) {
        return new BenchmarkTask(name, description, prompt, other, splits, fresh, labels);
    }

    /** Whether the gate decides on the very rows that give the score. Then what it ships cannot lose on them. */
    boolean gateIsFresh() {
        return splits.holdout().equals(fresh);
    }

    /** Identity of prompt, metric and rows: two results of the same print are of the same task. */
    public String print() {
        return Fingerprint.of("benchmark task")
                .add(prompt.fingerprint())
                .add(description)
                .add(metric.name())
                .add(splits.fingerprint())
                .add(new Splits(fresh, List.of(), List.of()).fingerprint())
                .hex()
                .substring(0, 12);
    }

    /**
     * The task of one run.
     *
     * @param calls for the search; the gate's come on top
     */
    public Task run(
            String strategy, Map<String, String> options, long seed, long calls, String model, String metaModel) {
        return Task.of(name, prompt, splits, metric)
                .withDescription(description)
                .withModels(new Task.ModelNames(model, metaModel))
                .withStrategy(strategy, options)
                .withBudget(Budget.calls(calls + 2L * splits.holdout().size()))
                .withSeed(seed);
    }
}
