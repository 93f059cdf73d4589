package dev.emend.strategy.auto;

import dev.emend.search.ShrunkMargins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Learns from results which operators improve prompts here, and draws the next ones by it. What helps differs from model to
 * model: a small one writes poor instructions and gains by demonstrations, a large one the reverse.
 *
 * <p>Thompson sampling (Thompson, 1933; Russo et al., "A Tutorial on Thompson Sampling", 2018) with a normal posterior over
 * each operator's mean improvement: a child's mean paired difference from the better of its parents, known as exactly as the
 * number of examples behind it allows. A draft that came to nothing counts as a small loss: it cost a call. Deterministic from
 * the random numbers that it is given; not thread-safe.
 */
final class OperatorBandit {

    /** Before anything is known, an operator changes a score by nothing, give or take five points. */
    private static final double PRIOR_DEVIATION = 0.05;

    /** How children of one operator differ from each other. */
    private static final double CHILD_DEVIATION = 0.05;

    /** What a draft that came to nothing takes off. */
    private static final double NOTHING = 0.02;

    private final Map<String, Posterior> posteriors = new LinkedHashMap<>();

    private record Posterior(double precision, double weighted) {

        double mean() {
            return weighted / precision;
        }

        double deviation() {
            return 1 / Math.sqrt(precision);
        }
    }

    OperatorBandit(List<String> operators) {
        operators.forEach(
                operator -> posteriors.put(operator, new Posterior(1 / (PRIOR_DEVIATION * PRIOR_DEVIATION), 0)));
    }

    /**
     * A child was measured beside its parent.
     *
     * @param improvement mean paired difference, in [-1, 1]
     * @param examples on how many, at least 1
     */
    void credit(String operator, double improvement, int examples) {
        double variance = CHILD_DEVIATION * CHILD_DEVIATION
                + ShrunkMargins.EXAMPLE_DEVIATION * ShrunkMargins.EXAMPLE_DEVIATION / Math.max(1, examples);
        posteriors.computeIfPresent(
                operator,
                (name, known) ->
                        new Posterior(known.precision + 1 / variance, known.weighted + improvement / variance));
    }

    /** A draft was unreadable, refused, or the same as one known before. */
    void fruitless(String operator) {
        credit(operator, -NOTHING, 40);
    }

    /** What an operator is believed to gain on average. */
    double expected(String operator) {
        Posterior posterior = posteriors.get(operator);
        return posterior == null ? 0 : posterior.mean();
    }

    /** The operators, drawn best first: each as likely at the head as it is believed to be the best. */
    List<String> drawn(UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        Map<String, Double> drawn = new LinkedHashMap<>();
        posteriors.forEach((operator, posterior) ->
                drawn.put(operator, posterior.mean() + posterior.deviation() * gaussian.sample()));
        return drawn.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
