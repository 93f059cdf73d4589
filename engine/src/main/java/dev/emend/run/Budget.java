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

    public static final Budget UNLIMITED =
            new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

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
