package dev.emend.evaluation;

/**
 * A prompt's score on a number of examples.
 *
 * @param value in [0, 1]
 * @param n how many examples
 * @param unread on how many of them a judge gave no verdict that could be read; these count as 0
 * @param unanswered how many of them have no answer, since the model rejected the request or a step failed; these count as 0
 */
public record Estimate(double value, Interval interval, int n, int unread, int unanswered) {

    /** Where every example was answered, and every verdict read. */
    public Estimate(double value, Interval interval, int n) {
        this(value, interval, n, 0, 0);
    }
}
