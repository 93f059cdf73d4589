package dev.emend.run;

import dev.emend.model.Purpose;
import java.time.Duration;
import java.util.Optional;

/** Keeps back the time that the gate will take at the pace so far, and no more than half of all: nothing where time is not limited. */
final class GateTime {

    /** The first calls, which read every prefix anew, tell little of the pace. */
    private static final double GREATEST_SHARE = 0.5;

    private final Calls calls;
    private final Optional<Duration> limit;

    GateTime(Calls calls, Optional<Duration> limit) {
        this.calls = calls;
        this.limit = limit;
    }

    /** As much as it may be: before anything tells of the pace. */
    void keepMost() {
        limit.ifPresent(whole -> keep(GREATEST_SHARE, whole));
    }

    /** @param nanos that the gate will take */
    void keep(double nanos) {
        limit.ifPresent(whole -> keep(Math.min(GREATEST_SHARE, nanos / whole.toNanos()), whole));
    }

    private void keep(double share, Duration whole) {
        calls.deadline(Duration.ofNanos((long) (whole.toNanos() * (1 - share))));
    }

    /** Nothing any more. */
    void open() {
        limit.ifPresent(calls::deadline);
    }

    /** In nanoseconds, what one of so many pieces of work has taken that were made by calls of this purpose. */
    double each(Purpose purpose, long pieces) {
        return (double) calls.timeOf(purpose).toNanos() / Math.max(1, pieces);
    }
}
