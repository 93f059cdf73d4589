package dev.emend.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whom a prompt serves, where it is more than one: several task models that are all to answer it, or several tasks that share
 * it. Each example says in a column for which of them it stands.
 *
 * <p>What stands for the same row makes a group, so that no statistic takes two models' answers to one question for two
 * questions. Several tasks have a metric each, which {@link dev.emend.metric.Across} makes one; several models may share a metric.
 */
public final class Audience {

    /** The column with the name of the task model that is to answer. */
    public static final String MODEL = "task model";

    /** The column with the name of the task that an example belongs to. */
    public static final String TASK = "task";

    /**
     * The column with the key of the group that an example of one of several tasks belongs to. Tasks that group by the same column
     * share its groups, as where two metrics score one data set.
     */
    public static final String GROUP = "task group";

    private static final String ROW = "row";

    private Audience() {}

    /**
     * Every validation and hold-out example for each model. A train example stands for one model, each model in turn: it is
     * shown and demonstrated, and the same one twice would say nothing more.
     *
     * @param models names of the run's task models, each once, at least one
     * @throws IllegalArgumentException where there is none
     */
    public static Splits ofModels(Splits splits, List<String> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a prompt serves at least one model, and none is named");
        }
        String group = splits.group().orElse(ROW);
        List<Example> train = new ArrayList<>();
        for (Example example : splits.train()) {
            String model = models.get(train.size() % models.size());
            train.add(with(example, example.id(), Map.of(MODEL, model, ROW, example.id())));
        }
        return new Splits(
                train, forEach(splits.validation(), models), forEach(splits.holdout(), models), Optional.of(group));
    }

    private static List<Example> forEach(List<Example> examples, List<String> models) {
        List<Example> all = new ArrayList<>();
        for (Example example : examples) {
            for (String model : models) {
                all.add(with(example, example.id() + " by " + model, Map.of(MODEL, model, ROW, example.id())));
            }
        }
        return all;
    }

    /** The task models that {@link #ofModels} made the examples stand for, in order, where they are several; else none. */
    public static List<String> models(Splits splits) {
        List<String> models = splits.holdout().stream()
                .filter(example -> example.columns().containsKey(ROW))
                .map(example -> example.columns().get(MODEL))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return models.size() > 1 ? models : List.of();
    }

    /** The examples that {@link #ofModels} made these from, each once. */
    static Splits rows(Splits splits) {
        return new Splits(
                rows(splits.train()),
                rows(splits.validation()),
                rows(splits.holdout()),
                splits.group().filter(column -> !column.equals(ROW)));
    }

    private static List<Example> rows(List<Example> examples) {
        Map<String, Example> rows = new LinkedHashMap<>();
        for (Example example : examples) {
            Map<String, String> columns = new HashMap<>(example.columns());
            columns.remove(MODEL);
            columns.remove(ROW);
            String row = example.column(ROW);
            rows.putIfAbsent(row, example.withId(row).withColumns(columns));
        }
        return List.copyOf(rows.values());
    }

    /** The task that the example is one of, where several tasks share a prompt. */
    static Optional<String> task(Example example) {
        return Optional.ofNullable(example.columns().get(TASK))
                .filter(task -> example.columns().containsKey(GROUP));
    }

    /**
     * The example as one of this task; its id is unique among the examples of several tasks. Inputs that it had stay as columns,
     * for metrics that name them.
     *
     * @param inputs in place of its own
     * @param group the column that the task groups by, if it does
     */
    public static Example ofTask(Example example, String task, Map<String, String> inputs, Optional<String> group) {
        String id = task + " " + example.id();
        Map<String, String> columns = new HashMap<>(example.allInputs());
        columns.putAll(example.columns());
        Example asked = example.withInputs(inputs).withColumns(columns);
        return with(
                Rows.remember(example, asked, task),
                id,
                Map.of(
                        TASK,
                        task,
                        GROUP,
                        group.map(column -> column + " " + example.column(column))
                                .orElse(id)));
    }

    private static Example with(Example example, String id, Map<String, String> more) {
        Map<String, String> columns = new HashMap<>(example.columns());
        columns.putAll(more);
        return example.withId(id).withColumns(columns);
    }
}
