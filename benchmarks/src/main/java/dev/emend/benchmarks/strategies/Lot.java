package dev.emend.benchmarks.strategies;

import dev.emend.Fingerprint;
import java.util.ArrayList;
import java.util.List;

/** Draws by name: the same names give the same draw, in any order. */
final class Lot {

    private final String subject;

    /** @param subject what all draws are about, such as a request */
    Lot(String subject) {
        this.subject = subject;
    }

    Lot(long subject) {
        this(Long.toString(subject));
    }

    /** In [0, 1). */
    double draw(String name) {
        return (Fingerprint.of("lot").add(subject).add(name).seed() >>> 11) * 0x1.0p-53;
    }

    boolean falls(String name, double probability) {
        return draw(name) < probability;
    }

    <T> T oneOf(String name, List<T> things) {
        return things.get((int) (draw(name) * things.size()));
    }

    /** So many different ones, in a random order. */
    <T> List<T> some(String name, int count, List<T> things) {
        List<T> left = new ArrayList<>(things);
        List<T> drawn = new ArrayList<>();
        while (drawn.size() < count && !left.isEmpty()) {
            drawn.add(left.remove((int) (draw(name + " " + drawn.size()) * left.size())));
        }
        return drawn;
    }
}
