package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.SplitPlan;
import dev.emend.data.Splits;
import dev.emend.format.data.Columns;
import dev.emend.format.data.ExampleFile;
import dev.emend.format.data.Row;
import dev.emend.format.data.RowFile;
import dev.emend.format.task.MetricSpec;
import dev.emend.format.task.TaskDraft;
import dev.emend.metric.Metric;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Entrant;
import dev.emend.run.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * A task for a comparison, made from a data file alone. Every row is raced on; with a baseline, half of them, drawn by the
 * seed, are kept for the gate, and of rows with the same inputs the first counts, or the race would see what the gate asks.
 *
 * @param labelled whether each row must have a right answer
 * @param expected the column of the right answer, where the file does not tell
 * @param metric as {@code --metric} says; else what suits the answers
 * @param group the column whose equal values make rows belong together, if there is one
 */
record ComparedTask(
        Path data, boolean labelled, Optional<String> expected, Optional<String> metric, Optional<String> group) {

    private static final String EXPECTED = "expected";

    /** The inputs of the data, as a prompt names them. */
    SequencedSet<String> inputs() {
        return new LinkedHashSet<>(columns().keySet());
    }

    /** The column or the input of each placeholder. */
    private SequencedMap<String, String> columns() {
        List<Row> rows = RowFile.read(data, Where.NOWHERE);
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        rows.forEach(row -> row.inputs().ifPresent(own -> own.keySet().forEach(input -> columns.put(input, input))));
        if (columns.isEmpty() && labelled) {
            columns.putAll(draft().inputs());
        } else if (columns.isEmpty()) {
            Set<String> there = new LinkedHashSet<>();
            rows.forEach(row -> there.addAll(row.columns().keySet()));
            there.removeAll(List.of("id", EXPECTED));
            columns.putAll(Columns.byPlaceholder(there));
        }
        return columns;
    }

    private TaskDraft draft() {
        return TaskDraft.propose(
                data, expected.map(TaskDraft.Choices.NONE::withExpected).orElse(TaskDraft.Choices.NONE));
    }

    Task of(List<Entrant> entrants, boolean baseline, Task.ModelNames models, Budget budget, long seed) {
        Set<String> placeholders = new LinkedHashSet<>();
        entrants.forEach(entrant -> placeholders.addAll(required(entrant)));
        String answer = labelled ? draft().expected() : EXPECTED;
        Map<String, String> renamed = new LinkedHashMap<>(columns());
        renamed.entrySet()
                .removeIf(
                        column -> column.getKey().equals(column.getValue()) || !placeholders.contains(column.getKey()));
        Columns columns = new Columns(
                Optional.empty(), answer.equals(EXPECTED) ? Optional.empty() : Optional.of(answer), renamed);
        List<Example> rows = new ExampleFile(placeholders, Map.of(), columns, labelled, "row-").read(data);
        group.ifPresent(column -> GroupColumn.check(column, rows));
        Splits splits = baseline ? halves(rows, seed) : new Splits(List.of(), rows, List.of(), group);
        Metric scoring = scoring(splits, models);
        if (labelled) {
            rows.forEach(scoring::check);
        }
        Prompt first = entrants.getFirst().prompt();
        String name = String.valueOf(data.getFileName());
        return Task.of(name.substring(0, name.lastIndexOf('.')), first, splits, scoring)
                .withDescription("")
                .withModels(models)
                .withBudget(budget)
                .withSeed(seed);
    }

    /** Looked at prompt by prompt, so that the error names the one that asks for too much. */
    private Set<String> required(Entrant entrant) {
        Set<String> there = inputs();
        RowFile.read(data, Where.NOWHERE).forEach(row -> {
            if (row.inputs().isEmpty()) {
                there.addAll(row.columns().keySet());
            }
        });
        for (String placeholder : entrant.prompt().placeholders()) {
            if (!there.contains(placeholder)) {
                throw new InvalidInputException(
                        "the prompt \"" + entrant.name() + "\" asks for {{" + placeholder + "}}, which the data do not"
                                + " have; they have " + there,
                        Where.file(data.toString()),
                        "the prompt belongs to other data, or its placeholder has another name.");
            }
        }
        return entrant.prompt().placeholders();
    }

    MetricSpec metricSpec() {
        // Without right answers a judge compares, and this one is not asked.
        String text = labelled ? metric.orElseGet(() -> draft().metric()) : "exact-match";
        return new MetricSpec(
                MetricText.parse(text).stream().map(MetricText::part).toList());
    }

    private Metric scoring(Splits splits, Task.ModelNames models) {
        return metricSpec().metric(splits, models.judges().size(), Path.of(""));
    }

    /** How many rows of the file are not in the task that was made of it, since others have the same inputs. */
    int leftOut(Task made) {
        Splits splits = made.splits();
        return RowFile.read(data, Where.NOWHERE).size()
                - splits.validation().size()
                - splits.holdout().size();
    }

    private Splits halves(List<Example> all, long seed) {
        List<Example> rows = Example.distinct(all);
        if (rows.size() < 2) {
            throw new InvalidInputException(
                    "of " + all.size() + " rows " + rows.size()
                            + " has inputs of its own, and none would be left for the" + " race",
                    Where.file(data.toString()),
                    "give more rows, or leave out the baseline.");
        }
        long answers = rows.stream().map(Example::expected).distinct().count();
        int race = rows.size() / 2;
        Splits halves = new SplitPlan(
                        0,
                        race,
                        rows.size() - race,
                        seed,
                        group.isEmpty() && answers * 4 <= rows.size() ? Optional.of(EXPECTED) : Optional.empty(),
                        group)
                .draw(rows, Where.NOWHERE);
        if (group.isPresent() && halves.holdout().isEmpty()) {
            throw new InvalidInputException(
                    "all rows have one \"" + group.get() + "\", and none would be left for the gate",
                    Where.file(data.toString()),
                    "another column says which rows belong together.");
        }
        return halves;
    }
}
