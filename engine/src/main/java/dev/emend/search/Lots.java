package dev.emend.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/** Draws by lot. The same random numbers give the same draw, and a smaller draw is the beginning of a larger one. */
public final class Lots {

    private Lots() {}

    /** All of them, in a random order; a list of the caller's own. */
    public static <T> List<T> shuffled(List<T> all, UniformRandomProvider random) {
        List<T> shuffled = new ArrayList<>(all);
        ListSampler.shuffle(random, shuffled);
        return shuffled;
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
