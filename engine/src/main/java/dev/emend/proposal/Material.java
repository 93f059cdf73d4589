package dev.emend.proposal;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What an operator writes a draft from.
 *
 * @param parents best first, at least one
 * @param failedHypotheses what was believed before and did not help, newest last
 * @param temperature of the meta-model, in [0, 2]; operators that ask nothing ignore it
 * @param random for every choice that the operator makes; used up by one draft
 */
public record Material(
        List<Parent> parents, List<String> failedHypotheses, double temperature, UniformRandomProvider random) {

    /** Varied, and still to the point, for most models. */
    public static final double TEMPERATURE = 0.8;

    public Material {
        parents = List.copyOf(parents);
        failedHypotheses = List.copyOf(failedHypotheses);
        if (parents.isEmpty()) {
            throw new IllegalArgumentException("an operator needs at least one parent");
        }
    }

    /** One parent and the usual temperature. */
    public static Material of(Parent parent, UniformRandomProvider random) {
        return new Material(List.of(parent), List.of(), TEMPERATURE, random);
    }

    /** Several parents, best first, and the usual temperature. */
    public static Material of(List<Parent> parents, UniformRandomProvider random) {
        return new Material(parents, List.of(), TEMPERATURE, random);
    }

    public Parent parent() {
        return parents.getFirst();
    }
}
