package dev.emend.format.specification;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.format.Placed;
import dev.emend.format.data.Columns;
import dev.emend.format.data.ExampleFile;
import dev.emend.format.data.Row;
import dev.emend.format.data.RowFile;
import dev.emend.format.task.MetricSpec;
import dev.emend.format.task.TaskDraft;
import dev.emend.generation.JudgeForm;
import dev.emend.generation.ScoringData;
import dev.emend.generation.Specification;
import dev.emend.generation.Specification.Named;
import dev.emend.metric.Metric;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Labelled rows that rank candidates.
 *
 * @param namedAt what names the file
 * @param expected the column of the right answers; where none is named, the one whose name says so
 * @param metric where none is named, the one that fits the right answers
 * @param rows scored at most
 */
public record SpecificationData(
        Path file,
        Where namedAt,
        Optional<String> expected,
        Optional<MetricSpec> metric,
        OptionalInt rows,
        Optional<String> group) {

    private static final int USUAL_ROWS = 60;
    private static final String EXPECTED = "expected";

    /**
     * The specification with the file's columns as its inputs, where it names none: those that every row has, under names that a
     * placeholder can have, without the answer and without what only numbers the rows.
     */
    public Specification withInputs(Specification specification) {
        if (!specification.inputs().isEmpty()) {
            return specification;
        }
        List<Row> rows = RowFile.read(file, namedAt);
        return specification.withInputs(TaskDraft.guessedInputs(rows, answers(Set.of()), namedAt).stream()
                .map(name -> new Named(name, ""))
                .toList());
    }

    /** @param inputs which are no answers, whatever they are called */
    private String answers(Set<String> inputs) {
        return expected.orElseGet(() -> {
            Set<String> there = new LinkedHashSet<>();
            RowFile.read(file, namedAt)
                    .forEach(row -> there.addAll(row.columns().keySet()));
            there.removeAll(inputs);
            return TaskDraft.guessedAnswer(there).orElse(EXPECTED);
        });
    }

    /**
     * @param jurors how many models judge
     * @throws InvalidInputException with file, line and field, for whatever is wrong with the data or the metric
     */
    public ScoringData read(Specification specification, int jurors) {
        Set<String> inputs = new LinkedHashSet<>();
        specification.inputs().forEach(input -> inputs.add(input.name()));
        if (specification.artifact() == Specification.Artifact.JUDGE) {
            inputs.add(JudgeForm.ANSWER);
        }
        Columns columns = new Columns(
                Optional.empty(), Optional.of(answers(inputs)).filter(name -> !name.equals(EXPECTED)), Map.of());
        List<Example> examples = new ExampleFile(inputs, Map.of(), columns, true, "row-").read(file, namedAt);
        MetricSpec chosen = metric.orElseGet(() ->
                MetricSpec.fitting(examples.stream().map(Example::expected).toList()));
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        Metric made =
                Placed.at(namedAt, () -> chosen.metric(new Splits(examples, List.of(), List.of()), jurors, folder));
        for (Example example : examples) {
            Placed.at(example.where(), () -> {
                made.check(example);
                return example;
            });
        }
        group.ifPresent(column -> {
            for (Example example : examples) {
                if (!example.hasColumn(column)) {
                    throw new InvalidInputException(
                            "the row has no column \"" + column + "\" to group by",
                            example.where(),
                            "it has another name.");
                }
            }
        });
        return new ScoringData(examples, made, rows.orElse(USUAL_ROWS), group);
    }
}
