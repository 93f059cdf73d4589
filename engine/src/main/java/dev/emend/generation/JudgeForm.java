package dev.emend.generation;

import dev.emend.generation.Specification.Named;
import dev.emend.judge.Scale;
import dev.emend.program.TextList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A specification of a task, turned into one of its judge; and the judge's rubric. */
public final class JudgeForm {

    /** On which generated judges grade. */
    public static final Scale SCALE = Scale.ONE_TO_FIVE;

    /** The input that a generated judge grades. */
    public static final String ANSWER = "answer";

    private JudgeForm() {}

    static Specification of(Specification task) {
        List<Named> inputs = new ArrayList<>(task.inputs());
        if (inputs.stream().noneMatch(input -> input.name().equals(ANSWER))) {
            inputs.add(new Named(ANSWER, "the answer to be graded"));
        }
        List<String> grades = IntStream.rangeClosed(SCALE.least(), SCALE.greatest())
                .mapToObj(Integer::toString)
                .toList();
        return task.withTask("Grade an answer to this task, strictly and fairly: " + task.task())
                .withInputs(inputs)
                .withConstraints(criteria(task))
                .withContract(OutputContract.oneOf(grades)
                        .withReasoning(task.contract().reasoning().orElse(false))
                        .withForm(SCALE.greatest() + " where the answer meets every criterion, " + SCALE.least()
                                + " where it fails in every one"));
    }

    private static List<String> criteria(Specification task) {
        List<String> criteria = new ArrayList<>();
        task.priorities().forEach(priority -> criteria.add("What counts: " + priority));
        task.constraints().forEach(constraint -> criteria.add("The answer had to follow this: " + constraint));
        OutputContract contract = task.contract();
        if (!contract.labels().isEmpty()) {
            criteria.add("The answer had to be one of: " + String.join(", ", contract.labels()));
        }
        contract.form().ifPresent(form -> criteria.add("The answer had to have this form: " + form));
        contract.words().ifPresent(words -> criteria.add("The answer had to have at most " + words + " words"));
        contract.language().ifPresent(language -> criteria.add("The answer had to be in " + language));
        criteria.add("Length, layout and a confident tone earn nothing");
        return criteria;
    }

    /**
     * What the metric {@code judge} reads as its {@code rubric-file}: one criterion a line.
     *
     * @param task the specification that the judge was written from
     * @param judge one of the candidates
     */
    public static String rubric(Specification task, GeneratedPrompt judge) {
        List<String> lines = new ArrayList<>(TextList.items(judge.guidance()));
        if (lines.isEmpty()) {
            lines.add("It does this, all of it and nothing else: " + task.task());
        }
        lines.addAll(criteria(task));
        return String.join(
                        "\n",
                        lines.stream().map(line -> "- " + Emphasis.ended(line)).toList()) + "\n";
    }
}
