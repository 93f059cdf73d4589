package dev.emend.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run may spend, over task model, meta-model and judge together. A limit that is absent does not bind.
 *
 * @param microDollars millionths of a US dollar
 * @param time of model work, over all sittings of a run that was resumed
 */
public record Budget(OptionalLong calls, OptionalLong tokens, OptionalLong microDollars, Optional<Duration> time) {

    /** About 292 years: what a clock of nanoseconds can measure. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    public static final Budget UNLIMITED =
            new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    /** @throws IllegalArgumentException where the time is negative, or longer than a clock can measure */
    public Budget {
        time.ifPresent(limit -> {
            if (limit.isNegative() || limit.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a time limit must be from 0 to about 292 years, not " + limit
                        + "; without one, time is not limited");
            }
        });
    }

    public static Budget calls(long calls) {
        return new Budget(OptionalLong.of(calls), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    }

    /** This budget with each limit that the other has in place of its own of the same kind. */
    public Budget with(Budget other) {
        return new Budget(
                other.calls.isPresent() ? other.calls : calls,
                other.tokens.isPresent() ? other.tokens : tokens,
                other.microDollars.isPresent() ? other.microDollars : microDollars,
                other.time.or(() -> time));
    }
}
