package dev.emend.format.evaluation;

import java.time.Duration;
import java.util.Locale;

/** Latencies as people read them. */
final class Seconds {

    private Seconds() {}

    /** Such as {@code 84 ms} or {@code 2.31 s}. */
    static String of(Duration time) {
        return time.toMillis() < 1000
                ? time.toMillis() + "\u00A0ms"
                : String.format(Locale.ROOT, "%.2f\u00A0s", time.toMillis() / 1e3);
    }
}
