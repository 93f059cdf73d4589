package dev.emend.run;

import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was spent, in all and by purpose.
 *
 * @param microDollars millionths of a US dollar
 */
public record Spend(long calls, Usage usage, long microDollars, Map<Purpose, Part> parts) {

    public Spend {
        Map<Purpose, Part> copy = new EnumMap<>(Purpose.class);
        copy.putAll(parts);
        parts = Collections.unmodifiableMap(copy);
    }

    /** What one purpose spent. */
    public record Part(long calls, Usage usage, long microDollars) {

        public static final Part NONE = new Part(0, Usage.NONE, 0);

        public Part plus(Part other) {
            return new Part(calls + other.calls, usage.plus(other.usage), microDollars + other.microDollars);
        }
    }
}
