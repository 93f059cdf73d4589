package dev.emend.cli.compare;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.input.GroupColumn;
import dev.emend.cli.option.MetricText;
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
 * @param rows of the file
 * @param draft what the file's right answers suggest; empty where rows need none
 * @param metric as {@code --metric} says; else what suits the answers
 * @param group the column whose equal values make rows belong together, if there is one
 */
record ComparedTask(
        Path data, List<Row> rows, Optional<TaskDraft> draft, Optional<String> metric, Optional<String> group) {

    private static final String EXPECTED = "expected";

    /**
     * Reads the file.
     *
     * @param labelled whether each row must have a right answer
     * @param expected the column of the right answer, where the file does not tell
     */
    static ComparedTask read(
            Path data, boolean labelled, Optional<String> expected, Optional<String> metric, Optional<String> group) {
        Optional<TaskDraft> draft = labelled
                ? Optional.of(TaskDraft.propose(
                        data, expected.map(TaskDraft.Choices.NONE::withExpected).orElse(TaskDraft.Choices.NONE)))
                : Optional.empty();
        return new ComparedTask(data, RowFile.read(data, Where.NOWHERE), draft, metric, group);
    }

    /** The inputs of the data, as a prompt names them. */
    SequencedSet<String> inputs() {
        return new LinkedHashSet<>(columns().keySet());
    }

    /** The column or the input of each placeholder. */
    private SequencedMap<String, String> columns() {
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        rows.forEach(row -> row.inputs().ifPresent(own -> own.keySet().forEach(input -> columns.put(input, input))));
        if (columns.isEmpty() && draft.isPresent()) {
            columns.putAll(draft.get().inputs());
        } else if (columns.isEmpty()) {
            Set<String> there = new LinkedHashSet<>();
            rows.forEach(row -> there.addAll(row.columns().keySet()));
            there.removeAll(List.of("id", EXPECTED));
            columns.putAll(Columns.byPlaceholder(there));
        }
        return columns;
    }

    Task of(List<Entrant> entrants, boolean baseline, Task.ModelNames models, Budget budget, long seed) {
        Set<String> placeholders = new LinkedHashSet<>();
        entrants.forEach(entrant -> placeholders.addAll(required(entrant)));
        String answer = draft.map(TaskDraft::expected).orElse(EXPECTED);
        Map<String, String> renamed = new LinkedHashMap<>(columns());
        renamed.entrySet()
                .removeIf(
                        column -> column.getKey().equals(column.getValue()) || !placeholders.contains(column.getKey()));
        Columns columns = new Columns(
                Optional.empty(), answer.equals(EXPECTED) ? Optional.empty() : Optional.of(answer), renamed);
        List<Example> examples = new ExampleFile(placeholders, Map.of(), columns, draft.isPresent(), "row-").read(data);
        group.ifPresent(column -> GroupColumn.check(column, examples));
        Splits splits = baseline ? halves(examples, seed) : new Splits(List.of(), examples, List.of(), group);
        Metric scoring = scoring(splits, models);
        if (draft.isPresent()) {
            examples.forEach(scoring::check);
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
        rows.forEach(row -> {
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
        String text = draft.map(labelled -> metric.orElseGet(labelled::metric)).orElse("exact-match");
        return new MetricSpec(
                MetricText.parse(text).stream().map(MetricText::part).toList());
    }

    private Metric scoring(Splits splits, Task.ModelNames models) {
        return metricSpec().metric(splits, models.judges().size(), Path.of(""));
    }

    /** How many rows of the file are not in the task that was made of it, since others have the same inputs. */
    int leftOut(Task made) {
        Splits splits = made.splits();
        return rows.size() - splits.validation().size() - splits.holdout().size();
    }

    private Splits halves(List<Example> all, long seed) {
        List<Example> distinct = Example.distinct(all);
        if (distinct.size() < 2) {
            throw new InvalidInputException(
                    "of " + all.size() + " rows " + distinct.size()
                            + " has inputs of its own, and none would be left for the race",
                    Where.file(data.toString()),
                    "give more rows, or leave out the baseline.");
        }
        long answers = distinct.stream().map(Example::expected).distinct().count();
        int race = distinct.size() / 2;
        Splits halves = new SplitPlan(
                        0,
                        race,
                        distinct.size() - race,
                        seed,
                        group.isEmpty() && answers * 4 <= distinct.size() ? Optional.of(EXPECTED) : Optional.empty(),
                        group)
                .draw(distinct, Where.NOWHERE);
        if (group.isPresent() && halves.holdout().isEmpty()) {
            throw new InvalidInputException(
                    "all rows have one \"" + group.get() + "\", and none would be left for the gate",
                    Where.file(data.toString()),
                    "another column says which rows belong together.");
        }
        return halves;
    }
}
