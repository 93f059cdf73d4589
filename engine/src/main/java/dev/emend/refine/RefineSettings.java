package dev.emend.refine;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.model.Purpose;
import dev.emend.run.Models;
import java.util.List;

/**
 * How answers are refined.
 *
 * @param signal the score that steers, in [0, 1]. It may need no right answer, since there is none when a model is used
 * @param target the score at which an answer is good enough, in [0, 1]
 * @param rounds the most revisions of one answer, at least 0
 * @param patience how many revisions in a row may bring nothing better, at least 1
 * @param critic who says what is wrong
 * @param memory how many lessons from failed attempts at the same input are shown, at least 0
 */
public record RefineSettings(Metric signal, double target, int rounds, int patience, Critic critic, int memory) {

    public RefineSettings {
        require(target >= 0 && target <= 1, "the target must be in [0, 1], not " + target);
        require(rounds >= 0, "rounds must be at least 0, not " + rounds);
        require(patience >= 1, "patience must be at least 1, not " + patience);
        require(memory >= 0, "memory must be at least 0, not " + memory);
    }

    /** To the full score by the metrics' own feedback, in at most 4 revisions, of which 3 in a row may bring nothing. */
    public static RefineSettings of(Metric signal) {
        return new RefineSettings(signal, 1, 4, 3, Critic.FEEDBACK, 3);
    }

    public RefineSettings withTarget(double value) {
        return new RefineSettings(signal, value, rounds, patience, critic, memory);
    }

    public RefineSettings withRounds(int value) {
        return new RefineSettings(signal, target, value, patience, critic, memory);
    }

    public RefineSettings withPatience(int value) {
        return new RefineSettings(signal, target, rounds, value, critic, memory);
    }

    public RefineSettings withCritic(Critic value) {
        return new RefineSettings(signal, target, rounds, patience, value, memory);
    }

    public RefineSettings withMemory(int value) {
        return new RefineSettings(signal, target, rounds, patience, critic, value);
    }

    /** @throws InvalidInputException where a model is missing that is asked about these inputs */
    void requireModels(Models models, List<Example> inputs) {
        models.requireScored(inputs, signal);
        if (critic == Critic.MODEL && rounds > 0) {
            models.require(Purpose.META, "the critic");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
