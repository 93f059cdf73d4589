package dev.emend.evaluation;

import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.label.ConfusionMatrix;
import dev.emend.metric.label.LabelMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What may be said of prompts that answered the same examples: their scores, how they differ from the first one, where
 * they are weak, and how far their answers vary. Immutable and deterministic.
 *
 * @param results by prompt, at least one
 * @param objectives the metrics that the metric combines, by name; none for a single metric
 * @param slices the parts of the examples that the columns asked for divide them into, column by column
 */
public record Evaluation(List<Result> results, List<String> objectives, List<Slice> slices) {

    private static final double LEVEL = 0.95;

    public Evaluation {
        results = List.copyOf(results);
        objectives = List.copyOf(objectives);
        slices = List.copyOf(slices);
    }

    /**
     * What was found about one prompt.
     *
     * @param estimate by the metric, with its 95 % interval
     * @param contrast against the first prompt; empty for that one
     * @param objectives scores by {@link Evaluation#objectives}, in their order
     * @param onFront whether no other prompt is at least as good in every objective and better in one; true where the
     *     metric has no objectives
     * @param noise of repeated answers; empty where each example was answered once
     * @param passEvery the probability that as many answers to an example as were drawn are all right (pass^k); empty
     *     where each example was answered once, or scores are graded
     * @param confusions where the metric, or one of its objectives, reads answers as labels
     */
    public record Result(
            Measured measured,
            Estimate estimate,
            Optional<Contrast> contrast,
            List<Estimate> objectives,
            boolean onFront,
            Optional<Noise> noise,
            Optional<Double> passEvery,
            Optional<ConfusionMatrix> confusions) {}

    /**
     * A prompt against the first one.
     *
     * @param adjusted the p-value, adjusted for all contrasts of the evaluation by Holm's method
     */
    public record Contrast(Difference difference, double adjusted) {}

    /**
     * The examples that share a value in a column.
     *
     * @param value empty for examples without one
     * @param estimates by prompt, in the results' order
     */
    public record Slice(String column, String value, int n, List<Estimate> estimates) {}

    /**
     * @param prompts measured on the same examples in the same order, at least one
     * @param group the column that says which examples belong together, if some do
     * @param columns to slice by
     * @param seed of the tests and intervals that draw
     * @throws IllegalArgumentException where the prompts did not answer the same examples
     */
    public static Evaluation of(
            List<Measured> prompts, Metric metric, Optional<String> group, List<String> columns, long seed) {
        return new Analysis(prompts, metric, group, seed).evaluation(columns);
    }

    private static final class Analysis {

        private final List<Measured> prompts;
        private final Metric metric;
        // Repeated answers to one example are no independent examples.
        private final Function<Example, String> group;
        private final long seed;

        Analysis(List<Measured> prompts, Metric metric, Optional<String> group, long seed) {
            this.prompts = prompts;
            this.metric = metric;
            this.group = example -> group.map(example::column).orElse(example.id());
            this.seed = seed;
        }

        Evaluation evaluation(List<String> columns) {
            List<List<Estimate>> byObjective = prompts.stream()
                    .map(prompt -> metric.objectives().stream()
                            .map(objective -> Estimates.of(
                                    metric.outcomes(objective, prompt.outcomes()), objective, LEVEL, group))
                            .toList())
                    .toList();
            List<ObjectiveFront.Point> points = IntStream.range(0, prompts.size())
                    .mapToObj(i -> new ObjectiveFront.Point(
                            i, byObjective.get(i).stream().map(Estimate::value).toList()))
                    .toList();
            List<Optional<Contrast>> contrasts = contrasts();
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                Measured prompt = prompts.get(i);
                ObjectiveFront.Point point = points.get(i);
                results.add(new Result(
                        prompt,
                        estimate(prompt.outcomes()),
                        contrasts.get(i),
                        byObjective.get(i),
                        points.stream().noneMatch(other -> other.beats(point)),
                        noise(prompt),
                        passEvery(prompt),
                        LabelMetric.in(metric).map(labels -> ConfusionMatrix.of(prompt.outcomes(), labels))));
            }
            return new Evaluation(
                    results,
                    metric.objectives().stream().map(Metric::name).toList(),
                    columns.stream().flatMap(column -> slices(column).stream()).toList());
        }

        private Estimate estimate(List<Outcome> outcomes) {
            return Estimates.of(outcomes, metric, LEVEL, group);
        }

        private List<Optional<Contrast>> contrasts() {
            Measured first = prompts.getFirst();
            List<Difference> differences = prompts.stream()
                    .skip(1)
                    .map(prompt -> {
                        int draws =
                                Math.max(first.draws().size(), prompt.draws().size());
                        return Comparison.of(first.repeated(draws), prompt.repeated(draws), metric, seed, group);
                    })
                    .toList();
            double[] adjusted = MultipleComparisons.holm(
                    differences.stream().mapToDouble(Difference::p).toArray());
            List<Optional<Contrast>> contrasts = new ArrayList<>(List.of(Optional.empty()));
            for (int i = 0; i < adjusted.length; i++) {
                contrasts.add(Optional.of(new Contrast(differences.get(i), adjusted[i])));
            }
            return contrasts;
        }

        private static Optional<Noise> noise(Measured prompt) {
            return prompt.draws().size() > 1 && prompt.n() > 1
                    ? Optional.of(Noise.of(prompt.scores()))
                    : Optional.empty();
        }

        private static Optional<Double> passEvery(Measured prompt) {
            double[][] scores = prompt.scores();
            return prompt.draws().size() > 1 && Arrays.stream(scores).allMatch(Estimates::binary)
                    ? Optional.of(PassK.all(scores, prompt.draws().size()))
                    : Optional.empty();
        }

        private List<Slice> slices(String column) {
            List<Outcome> examples = prompts.getFirst().draws().getFirst();
            Map<String, List<Integer>> rows = new TreeMap<>();
            IntStream.range(0, examples.size())
                    .forEach(i -> rows.computeIfAbsent(
                                    examples.get(i).example().column(column), value -> new ArrayList<>())
                            .add(i));
            List<Slice> slices = new ArrayList<>();
            rows.forEach((value, own) -> slices.add(new Slice(
                    column,
                    value,
                    own.size(),
                    prompts.stream()
                            .map(prompt -> estimate(prompt.draws().stream()
                                    .flatMap(draw -> own.stream().map(draw::get))
                                    .toList()))
                            .toList())));
            return slices;
        }
    }
}
