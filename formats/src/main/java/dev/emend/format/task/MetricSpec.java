package dev.emend.format.task;

import static java.util.Objects.requireNonNull;

import dev.emend.data.Audience;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.metric.Across;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.MetricKind;
import dev.emend.metric.Metrics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A metric as a task file spells it.
 *
 * @param parts at least one; several are summed by weight
 * @param aim what is maximized where a prompt serves several models or tasks
 * @param byTask of each task that the prompt serves, by its name; there are no parts then
 */
public record MetricSpec(
        List<Part> parts,
        Across.@Nullable Aim aim,
        @Nullable SortedMap<String, MetricSpec> byTask) {

    public MetricSpec {
        parts = List.copyOf(parts);
        // Runs of earlier versions have neither.
        aim = aim == null ? Across.Aim.MEAN : aim;
        byTask = byTask == null ? new TreeMap<>() : new TreeMap<>(byTask);
    }

    public MetricSpec(List<Part> parts) {
        this(parts, Across.Aim.MEAN, new TreeMap<>());
    }

    @Override
    public Across.Aim aim() {
        return requireNonNull(aim);
    }

    @Override
    public SortedMap<String, MetricSpec> byTask() {
        return requireNonNull(byTask);
    }

    static MetricSpec ofTasks(SortedMap<String, MetricSpec> byTask, Across.Aim aim) {
        return new MetricSpec(List.of(), aim, byTask);
    }

    MetricSpec aiming(Across.Aim other) {
        return new MetricSpec(parts, other, byTask);
    }

    /**
     * @param name of one of {@link Metrics#kinds}
     * @param weight its share in the sum
     * @param options of the metric, by name
     */
    public record Part(String name, double weight, Map<String, String> options) {

        public Part {
            options = Collections.unmodifiableMap(new TreeMap<>(options));
        }
    }

    public static MetricSpec of(String name) {
        return new MetricSpec(List.of(new Part(name, 1, Map.of())));
    }

    /** The models that the judges among its parts were calibrated with, where their files tell. */
    public SortedSet<String> calibratedWith() {
        SortedSet<String> models = new TreeSet<>();
        parts.stream()
                .map(part -> part.options().get(MetricKind.CALIBRATED_WITH))
                .filter(Objects::nonNull)
                .forEach(models::add);
        byTask().values().forEach(task -> models.addAll(task.calibratedWith()));
        return models;
    }

    /** The metric that fits right answers such as these. */
    public static MetricSpec fitting(List<String> answers) {
        String metric = AnswerKind.of(answers).metric;
        return new MetricSpec(List.of(new Part(metric, 1, AnswerKind.options(metric, answers))));
    }

    /**
     * Made for these examples, whose distinct right answers are the labels; across the task models that they name.
     *
     * @param jurors how many models judge
     * @param folder where relative paths start
     * @throws dev.emend.InvalidInputException where a name or an option is unknown
     */
    public Metric metric(Splits splits, int jurors, Path folder) {
        SortedMap<String, Metric> byTaskName = new TreeMap<>();
        byTask().forEach((task, spec) -> {
            Splits own = ofTask(splits, task);
            // Of an unseen task, nothing may be left that no search has seen.
            if (examples(own).findAny().isPresent()) {
                byTaskName.put(task, spec.metric(own, jurors, folder));
            }
        });
        if (!byTaskName.isEmpty()) {
            return new Across(Audience.TASK, byTaskName, aim());
        }
        SortedSet<String> labels =
                examples(splits).map(Example::expected).collect(Collectors.toCollection(TreeSet::new));
        Metric metric = metric(new MetricContext(labels, jurors, folder));
        SortedMap<String, Metric> byModel = new TreeMap<>();
        splits.validation().stream()
                .map(example -> example.columns().get(Audience.MODEL))
                .filter(Objects::nonNull)
                .forEach(model -> byModel.put(model, metric));
        return byModel.isEmpty() ? metric : new Across(Audience.MODEL, byModel, aim());
    }

    private static Stream<Example> examples(Splits splits) {
        return Stream.of(splits.train(), splits.validation(), splits.holdout()).flatMap(List::stream);
    }

    private static Splits ofTask(Splits splits, String task) {
        Predicate<Example> own = example -> example.column(Audience.TASK).equals(task);
        return new Splits(
                splits.train().stream().filter(own).toList(),
                splits.validation().stream().filter(own).toList(),
                splits.holdout().stream().filter(own).toList());
    }

    /** @throws dev.emend.InvalidInputException where a name or an option is unknown */
    public Metric metric(MetricContext context) {
        if (parts.size() == 1) {
            return Metrics.named(parts.getFirst().name(), parts.getFirst().options(), context);
        }
        return Metrics.weighted(parts.stream()
                .map(part -> new Metrics.Weighted(Metrics.named(part.name(), part.options(), context), part.weight()))
                .toList());
    }
}
