package dev.emend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Draws by lot. The same random numbers give the same draw, and a smaller draw is the beginning of a larger one. */
public final class Lots {

    private Lots() {}

    /**
     * Random numbers for one purpose of a run.
     *
     * @param seed of the run
     * @param label of the purpose; equal labels give equal numbers
     */
    public static UniformRandomProvider random(long seed, String label) {
        return random(Fingerprint.of("random").add(seed).add(label));
    }

    /** Random numbers that this fingerprint decides; it takes no more fields afterwards. */
    public static UniformRandomProvider random(Fingerprint fingerprint) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(fingerprint.seed());
    }

    /** All of them, in a random order; a list of the caller's own. */
    public static <T> List<T> shuffled(List<T> all, UniformRandomProvider random) {
        List<T> shuffled = new ArrayList<>(all);
        ListSampler.shuffle(random, shuffled);
        return shuffled;
    }

    /**
     * One of them, in proportion to its weight: the roulette wheel. Any, where none has weight.
     *
     * @param all at least one
     * @param weight at least 0
     */
    public static <T> T weighted(List<T> all, ToDoubleFunction<? super T> weight, UniformRandomProvider random) {
        double total = all.stream().mapToDouble(weight).sum();
        if (total <= 0) {
            return all.get(random.nextInt(all.size()));
        }
        double ticket = random.nextDouble() * total;
        T last = all.getFirst();
        for (T one : all) {
            double own = weight.applyAsDouble(one);
            ticket -= own;
            last = own > 0 ? one : last;
            if (ticket < 0) {
                return one;
            }
        }
        // Rounding left a little of the ticket.
        return last;
    }

    /**
     * @param size how many, at least 0; all where there are fewer
     * @return without repetition, in a random order
     */
    public static <T> List<T> drawn(List<T> all, int size, UniformRandomProvider random) {
        List<T> shuffled = shuffled(all, random);
        return shuffled.subList(0, Math.min(size, shuffled.size()));
    }
}
