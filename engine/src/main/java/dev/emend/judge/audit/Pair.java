package dev.emend.judge.audit;

import dev.emend.Fingerprint;
import dev.emend.judge.Brief;
import dev.emend.judge.Preference;
import java.util.Optional;

/**
 * Two outputs for one input.
 *
 * @param human which people prefer, {@code a} being the first
 * @param writerA the model that wrote {@code a}, where the data tell
 */
public record Pair(
        String id,
        Brief brief,
        String a,
        String b,
        Optional<Preference> human,
        Optional<String> writerA,
        Optional<String> writerB) {

    /** One of the two at random, but always the same. */
    boolean lot(String what) {
        return (Fingerprint.of("audit").add(what).add(id).seed() & 1) == 0;
    }
}
