package dev.emend.metric;

import dev.emend.model.Usage;
import java.time.Duration;

/**
 * What an answer took. Of an answer that exists already, none of it is known, and all of it is zero.
 *
 * @param usage tokens of the task model's call
 * @param latency of the call, without the wait for a turn
 * @param microDollars millionths of a US dollar
 */
public record Effort(Usage usage, Duration latency, long microDollars) {

    public static final Effort NONE = new Effort(Usage.NONE, Duration.ZERO, 0);
}
