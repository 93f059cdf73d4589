package dev.emend.refine;

import dev.emend.evaluation.Detectable;
import dev.emend.metric.Metric;
import java.util.Optional;

/**
 * How a prompt is refined over a stream of inputs.
 *
 * @param signal the score that steers, in [0, 1]; it may need right answers, where the inputs have some
 * @param target the score from which on an answer is no failure, in [0, 1]
 * @param batch how many inputs are answered before their failures are looked at, at least 2
 * @param window how many fresh inputs must confirm a new prompt, at least {@link #leastWindow}
 * @param rounds the most gates of a run, at least 1
 * @param patience how many batches in a row may bring no new prompt, at least 1
 * @param group the column whose equal values make inputs belong together, such as questions on one document. Batch and window
 *     then count whole groups, and the test draws these
 */
public record LoopSettings(
        Metric signal, double target, int batch, int window, int rounds, int patience, Optional<String> group) {

    private static final double ERROR_RATE = 0.05;

    public LoopSettings {
        require(target >= 0 && target <= 1, "the target must be in [0, 1], not " + target);
        require(batch >= 2, "a batch needs at least 2 inputs, not " + batch);
        require(rounds >= 1, "rounds must be at least 1, not " + rounds);
        require(
                window >= leastWindow(rounds),
                "with " + rounds + " gates the window needs at least " + leastWindow(rounds) + " inputs, not " + window
                        + ": fewer could prove nothing");
        require(patience >= 1, "patience must be at least 1, not " + patience);
    }

    /** Inputs that do not belong together. */
    public LoopSettings(Metric signal, double target, int batch, int window, int rounds, int patience) {
        this(signal, target, batch, window, rounds, patience, Optional.empty());
    }

    /** Batches of 8, windows of 24, at most 3 gates. */
    public static LoopSettings of(Metric signal) {
        return new LoopSettings(signal, 1, 8, 24, 3, 2);
    }

    /** With inputs that belong together where this column is the same. */
    public LoopSettings grouped(String column) {
        return new LoopSettings(signal, target, batch, window, rounds, patience, Optional.of(column));
    }

    /**
     * The p-value below which one gate lets a prompt through: 0.05 shared among all gates, so that over a whole run a prompt
     * that is no better gets through with a probability of at most 0.025, a paired two-sided test being read on one side.
     */
    public double alpha() {
        return ERROR_RATE / rounds;
    }

    /**
     * The smallest window that can let a prompt through one of so many gates: the p-value of n pairs that all speak for one
     * side is 2 · 0.5ⁿ.
     *
     * @param rounds at least 1
     */
    public static int leastWindow(int rounds) {
        int window = 1;
        while (Detectable.leastP(window) >= ERROR_RATE / rounds) {
            window++;
        }
        return window;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
