package dev.emend.strategy.mipro;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Suggests what to try next in a small space of choices, from what was observed so far: a tree-structured Parzen estimator
 * (Bergstra, Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter Optimization", 2011, section 4) for categorical
 * variables without an order.
 *
 * <p>Observations are split into the best quarter and the rest. Each part gives a density over the space: l of the good ones,
 * g of the others. Of some draws from l the one with the greatest l/g is suggested; it has the greatest expected improvement
 * over the value at the split (the paper's equation 2). A density is a mixture with a kernel on every observation and a uniform
 * part. A kernel is a product over the variables, so choices that are good only together are found together; a model of one
 * variable at a time would not.
 *
 * <p>An observation counts by its weight, here the number of examples that it rests on: in the split and in the densities a
 * value over 60 examples is worth six over 10. Optimizers that give all the same weight believe the luckiest of the small
 * samples. Deterministic; not thread-safe.
 */
final class Tpe {

    /** The share of the weight that counts as good, the paper's γ. */
    private static final double GOOD = 0.25;

    /** Draws from l of which the best is suggested, as in the paper's successors. */
    private static final int DRAWS = 24;

    /** What a kernel gives to choices other than the observed one, over all of them. */
    private static final double ELSEWHERE = 0.3;

    private record Observation(List<Integer> choice, double value, double weight) {}

    private final List<Integer> sizes;
    private final Map<List<Integer>, Observation> observations = new LinkedHashMap<>();

    /** @param sizes for each variable, how many choices it has, at least 1; they are numbered from 0 */
    Tpe(List<Integer> sizes) {
        this.sizes = List.copyOf(sizes);
    }

    /**
     * What is known of a choice, in place of what was known of it before.
     *
     * @param choice for each variable
     * @param value greater is better
     * @param weight what the value is worth, above 0
     */
    void observe(List<Integer> choice, double value, double weight) {
        observations.put(List.copyOf(choice), new Observation(List.copyOf(choice), value, weight));
    }

    /** A choice that is allowed; empty where none is. */
    Optional<List<Integer>> suggest(Predicate<List<Integer>> allowed, UniformRandomProvider random) {
        List<Observation> best = new ArrayList<>();
        List<Observation> rest = new ArrayList<>();
        split(best, rest);
        List<Integer> suggestion = List.of();
        double greatest = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Integer> choice = drawn(best, random);
            double ratio = density(best, choice) / density(rest, choice);
            if (ratio > greatest && allowed.test(choice)) {
                greatest = ratio;
                suggestion = choice;
            }
        }
        // Where most of the space is used up, draws may all miss what is left.
        return suggestion.isEmpty()
                ? space().stream()
                        .filter(allowed)
                        .max(Comparator.comparingDouble(choice -> density(best, choice) / density(rest, choice)))
                : Optional.of(suggestion);
    }

    /** By value; of equals, the one that was observed first is better. */
    private void split(List<Observation> best, List<Observation> rest) {
        double weight =
                observations.values().stream().mapToDouble(Observation::weight).sum();
        List<Observation> ordered = observations.values().stream()
                .sorted(Comparator.comparingDouble(observation -> -observation.value))
                .toList();
        double taken = 0;
        for (Observation observation : ordered) {
            (taken < GOOD * weight ? best : rest).add(observation);
            taken += observation.weight;
        }
    }

    /** From the mixture: a kernel by its weight, then each variable by the kernel. */
    private List<Integer> drawn(List<Observation> kernels, UniformRandomProvider random) {
        double ticket = random.nextDouble() * (uniform(kernels) + weight(kernels));
        Optional<Observation> centre = Optional.empty();
        for (Observation kernel : kernels) {
            ticket -= kernel.weight;
            if (ticket < 0) {
                centre = Optional.of(kernel);
                break;
            }
        }
        List<Integer> choice = new ArrayList<>();
        for (int variable = 0; variable < sizes.size(); variable++) {
            boolean elsewhere = centre.isEmpty() || random.nextDouble() < ELSEWHERE;
            choice.add(
                    elsewhere
                            ? random.nextInt(sizes.get(variable))
                            : centre.get().choice.get(variable));
        }
        return choice;
    }

    private double density(List<Observation> kernels, List<Integer> choice) {
        double mass = uniform(kernels);
        double whole = mass + weight(kernels);
        for (int size : sizes) {
            mass /= size;
        }
        for (Observation kernel : kernels) {
            double product = kernel.weight;
            for (int variable = 0; variable < sizes.size(); variable++) {
                double spread = ELSEWHERE / sizes.get(variable);
                boolean same = kernel.choice.get(variable).equals(choice.get(variable));
                product *= same ? 1 - ELSEWHERE + spread : spread;
            }
            mass += product;
        }
        return mass / whole;
    }

    private static double weight(List<Observation> kernels) {
        return kernels.stream().mapToDouble(Observation::weight).sum();
    }

    /** The uniform part weighs as much as an average observation. */
    private static double uniform(List<Observation> kernels) {
        return kernels.isEmpty() ? 1 : weight(kernels) / kernels.size();
    }

    private List<List<Integer>> space() {
        List<List<Integer>> space = List.of(List.of());
        for (int size : sizes) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> start : space) {
                for (int choice = 0; choice < size; choice++) {
                    List<Integer> extended = new ArrayList<>(start);
                    extended.add(choice);
                    longer.add(extended);
                }
            }
            space = longer;
        }
        return space;
    }
}
