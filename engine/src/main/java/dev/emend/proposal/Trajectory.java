package dev.emend.proposal;

import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Shows the meta-model instructions that were tried before with their scores, the best last, and asks for a better one.
 *
 * <p>The meta-prompt of OPRO (Yang et al., "Large Language Models as Optimizers", 2023, section 4): pairs in ascending
 * order, scores as whole numbers from 0 to 100, a few exemplars of the task. Departure: the pairs together are bounded in
 * length, and the lowest scores go first; OPRO refuses every instruction of more than 500 characters instead. One call to
 * the meta-model.
 */
public final class Trajectory implements Operator {

    public static final String NAME = "from-history";

    /** Of all instructions shown together; some fifteen hundred tokens. */
    static final int CHARACTER_LIMIT = 6000;

    private static final int BUCKETS = 100;

    private final String taskDescription;

    /**
     * A prompt that was tried.
     *
     * @param score in [0, 1], over the same examples as the others'
     */
    public record Tried(Parent parent, double score) {}

    /** @param taskDescription what the prompt is for; may be empty */
    public Trajectory(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "looks at tried instructions and their scores in ascending order, and writes a better one";
    }

    @Override
    public int parents() {
        return 2;
    }

    @Override
    public boolean asks() {
        return true;
    }

    /** The parents by the mean of their outcomes; empty where nobody has looked at the outcomes of any. */
    @Override
    public Optional<Draft> draft(Material material) {
        List<Tried> tried = material.parents().stream()
                .filter(parent -> !parent.outcomes().isEmpty())
                .map(parent -> new Tried(parent, mean(parent.outcomes())))
                .toList();
        return tried.isEmpty() ? Optional.empty() : Optional.of(draft(tried, List.of(), material.temperature()));
    }

    private static double mean(List<Outcome> outcomes) {
        return outcomes.stream()
                .mapToDouble(outcome -> outcome.score().value())
                .average()
                .orElse(0);
    }

    /**
     * @param tried at least one, in any order; of equal scores the later one counts as newer and is shown nearer to the end
     * @param exemplars with right answers, to show what the task is; may be none
     */
    public Draft draft(List<Tried> tried, List<Example> exemplars, double temperature) {
        List<Tried> shown = shown(tried);
        List<Parent> parents = shown.stream().map(Tried::parent).toList().reversed();
        InstructionRequest request = new InstructionRequest(
                        NAME,
                        parents.stream().map(Parent::id).toList(),
                        Parent.withRoomOf(parents, parents.getFirst().prompt()))
                .task(taskDescription)
                .say("Below are instructions for a language model, each with its score from 0 to " + BUCKETS
                        + ". Higher is better; the best one comes last.");
        for (Tried one : shown) {
            request.instruction("Instruction:", one.parent().prompt().instruction())
                    .say("Score: " + Math.round(BUCKETS * one.score()));
        }
        return request.examples("Following such an instruction, the model should answer like this:", exemplars)
                .closed(
                        "You write instructions for language models. From those that were tried you see what works.",
                        "says what the better instructions have that the others lack",
                        "one new complete instruction that differs from all of the above and has a score as high as"
                                + " possible",
                        Reflection.GENERAL,
                        temperature);
    }

    /** In ascending order; the best is there whatever its length. */
    private static List<Tried> shown(List<Tried> tried) {
        List<Tried> descending = new ArrayList<>(tried).reversed();
        List<Tried> shown = new ArrayList<>();
        int characters = 0;
        for (Tried one : descending.stream()
                .sorted(Comparator.comparingDouble((Tried other) -> -other.score()))
                .toList()) {
            characters += one.parent().prompt().instruction().source().length();
            if (!shown.isEmpty() && characters > CHARACTER_LIMIT) {
                break;
            }
            shown.add(one);
        }
        Collections.reverse(shown);
        return shown;
    }
}
