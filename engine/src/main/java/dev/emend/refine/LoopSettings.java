package dev.emend.refine;

import dev.emend.metric.Metric;

/**
 * How a prompt is refined over a stream of inputs.
 *
 * @param signal the score that steers, in [0, 1]; it may need no right answer
 * @param target the score from which on an answer is no failure, in [0, 1]
 * @param batch how many inputs are answered before their failures are looked at, at least 2
 * @param window how many fresh inputs must confirm a new prompt, at least 6: with fewer no difference could convince
 * @param rounds the most gates of a run, at least 1
 * @param patience how many batches in a row may bring no new prompt, at least 1
 */
public record LoopSettings(Metric signal, double target, int batch, int window, int rounds, int patience) {

    public LoopSettings {
        require(target >= 0 && target <= 1, "the target must be in [0, 1], not " + target);
        require(batch >= 2, "a batch needs at least 2 inputs, not " + batch);
        require(window >= 6, "the window needs at least 6 inputs, not " + window);
        require(rounds >= 1, "rounds must be at least 1, not " + rounds);
        require(patience >= 1, "patience must be at least 1, not " + patience);
    }

    /** Batches of 8, windows of 24, at most 3 gates. */
    public static LoopSettings of(Metric signal) {
        return new LoopSettings(signal, 1, 8, 24, 3, 2);
    }

    /**
     * The p-value below which one gate lets a prompt through: 0.05 shared among all gates, so that over a whole run a prompt
     * that is no better gets through with a probability of at most 0.025, a paired two-sided test being read on one side.
     */
    public double alpha() {
        return 0.05 / rounds;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
