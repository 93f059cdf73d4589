package dev.emend.evaluation;

import java.util.Optional;

/**
 * A prompt's score on a number of examples.
 *
 * @param value in [0, 1]
 * @param n how many examples
 * @param unread on how many of them a judge gave no verdict that could be read; these count as 0
 * @param unanswered how many of them have no answer, see {@link Unanswered}; these count as 0
 * @param cutOff how many of the answers reached their length limit
 * @param unreadReply one of the replies behind {@code unread}
 */
public record Estimate(
        double value,
        Interval interval,
        int n,
        int unread,
        int unanswered,
        int cutOff,
        Optional<UnreadReply> unreadReply) {

    /** Where every example was answered to the end, and every verdict read. */
    public Estimate(double value, Interval interval, int n) {
        this(value, interval, n, 0, 0, 0, Optional.empty());
    }
}
