package dev.emend.refine;

import dev.emend.evaluation.Difference;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import dev.emend.run.Spend;
import dev.emend.run.StopReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a stream of inputs made of a prompt.
 *
 * @param prompt the learned one; the very prompt that was given where no other was let through
 * @param steps one for each batch, in order
 * @param answers in the order in which they came
 * @param stopped which limit was reached, if one was
 * @param spend by everything that shared the budget until then
 */
public record LearnedPrompt(
        Prompt prompt, List<Step> steps, List<Answered> answers, Optional<StopReason> stopped, Spend spend) {

    public LearnedPrompt {
        steps = List.copyOf(steps);
        answers = List.copyOf(answers);
    }

    /** How many inputs of the stream were answered. */
    public int rows() {
        return answers.size();
    }

    /** How many times a new prompt replaced the one before. */
    public long replacements() {
        return steps.stream()
                .flatMap(step -> step.gate().stream())
                .filter(Gate::passed)
                .count();
    }

    /**
     * The answer to an input: the one of the prompt that was in force or, where a new prompt proved itself on it, the new
     * one's.
     *
     * @param outcome with the score that steers
     * @param replaced how many replacements the prompt that gave it came after; 0 for the user's own
     */
    public record Answered(Outcome outcome, int replaced) {}

    /**
     * A batch and what came of it.
     *
     * @param outcomes of the prompt that was in force, on the batch
     * @param drafts that its failures led to; none where there was no failure
     * @param gate that the best draft met, where one did better on the batch than the prompt in force
     */
    public record Step(List<Outcome> outcomes, List<Tried> drafts, Optional<Gate> gate) {

        public Step {
            outcomes = List.copyOf(outcomes);
            drafts = List.copyOf(drafts);
        }
    }

    /**
     * A draft of a new prompt.
     *
     * @param operator that wrote it
     * @param hypothesis why it should be better; may be empty
     * @param refused why it was not tried; empty where it was
     * @param score its aggregate on the batch, where it was tried
     */
    public record Tried(String operator, String hypothesis, String refused, OptionalDouble score) {}

    /**
     * Two prompts on the same fresh inputs.
     *
     * @param operator that wrote the new one
     * @param difference the new prompt minus the one in force
     * @param alpha below which p had to be
     * @param passed whether the new prompt replaced the other
     */
    public record Gate(String operator, Difference difference, double alpha, boolean passed) {}
}
