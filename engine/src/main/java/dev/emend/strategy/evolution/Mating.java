package dev.emend.strategy.evolution;

import dev.emend.Lots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/** How an evolution draws parents from a population. Nobody is drawn twice: a cross with oneself is none. */
enum Mating {
    /** In proportion to fitness; everyone alike where nobody has any. */
    ROULETTE {
        @Override
        <T> T one(List<T> population, ToDoubleFunction<T> fitness, UniformRandomProvider random) {
            return Lots.weighted(population, fitness, random);
        }
    },
    /** The fitter of two. */
    TOURNAMENT {
        @Override
        <T> T one(List<T> population, ToDoubleFunction<T> fitness, UniformRandomProvider random) {
            return Lots.drawn(population, 2, random).stream()
                    .max(Comparator.comparingDouble(fitness))
                    .orElseThrow();
        }
    };

    /** As in a task file. */
    static List<String> labels() {
        return Stream.of(values()).map(Mating::label).toList();
    }

    static Mating labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param fitness not negative */
    abstract <T> T one(List<T> population, ToDoubleFunction<T> fitness, UniformRandomProvider random);

    /** So many different members, or all of a smaller population; fittest first. */
    <T> List<T> parents(int count, List<T> population, ToDoubleFunction<T> fitness, UniformRandomProvider random) {
        List<T> rest = new ArrayList<>(population);
        List<T> parents = new ArrayList<>();
        while (parents.size() < count && !rest.isEmpty()) {
            T parent = one(rest, fitness, random);
            rest.remove(parent);
            parents.add(parent);
        }
        parents.sort(Comparator.comparingDouble(fitness).reversed());
        return parents;
    }
}
