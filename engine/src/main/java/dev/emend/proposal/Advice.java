package dev.emend.proposal;

import dev.emend.Lots;
import dev.emend.metric.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Shows the meta-model a good and a bad answer, and adds the advice that it draws from the difference to the instruction, as
 * a paragraph of its own; the rest of the instruction stays as it is.
 *
 * <p>The rules of SIMBA (DSPy, 2025). Departures: a rule is of bounded length and must say something that the instruction
 * does not say yet, so that rules do not pile up. One call to the meta-model.
 */
public final class Advice implements Operator {

    public static final String NAME = "append-rule";

    /** In characters. */
    static final int LONGEST_RULE = 500;

    private final String taskDescription;

    /** @param taskDescription what the prompt is for, in a person's words; may be empty */
    public Advice(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "adds a rule to the instruction that tells a good answer from a bad one";
    }

    @Override
    public boolean asks() {
        return true;
    }

    /** By one of the parent's failures, and one of its successes where it has any; empty where it has no failures. */
    @Override
    public Optional<Draft> draft(Material material) {
        Parent parent = material.parent();
        List<Outcome> failure = Lots.drawn(parent.failures(), 1, material.random());
        List<Outcome> success = Lots.drawn(parent.successes(), 1, material.random());
        return failure.stream()
                .findFirst()
                .map(worse -> draft(material, success.stream().findFirst(), worse));
    }

    /**
     * By these two answers, which need not be the parent's.
     *
     * @param better to the same input where possible; empty where nobody has answered better
     */
    public Draft draft(Material material, Optional<Outcome> better, Outcome worse) {
        Parent parent = material.parent();
        return new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                .adding(LONGEST_RULE)
                .task(taskDescription)
                .instruction(
                        "The instruction that a language model is given now:",
                        parent.prompt().instruction())
                .outcomes("This went well:", better.stream().toList(), true)
                .outcomes("This went badly:", List.of(worse), true)
                .closed(
                        "You give advice to language models. You see what sets a good answer apart from a bad one, and say"
                                + " what to do when such an input comes again.",
                        "says what sets a good answer apart from this bad one",
                        "one rule of at most two sentences that will be added at the end of the instruction",
                        "Begin it with the kind of input that it is about, and say what to do with it and what to avoid."
                                + " It must hold for other inputs of that kind; do not copy the input into it, and do not"
                                + " repeat what the instruction says already.",
                        material.temperature());
    }
}
