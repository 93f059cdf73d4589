package dev.emend.metric;

/**
 * How good an answer is, and why.
 *
 * @param value in [0, 1]
 * @param feedback one or two sentences, never empty
 */
public record Score(double value, String feedback) {

    public Score {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a score must be in [0, 1], not " + value);
        }
    }
}
