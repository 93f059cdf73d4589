package dev.emend.models.embedded;

import dev.emend.prompt.Sampling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Draws tokens for one answer, as {@link Sampling} says, held to a grammar where there is one. The same logits and the
 * same seed give the same tokens.
 *
 * <p>A token less than a twentieth as likely as the likeliest is never drawn (min-p, llama.cpp's own default): in small
 * quantized models what lies below is noise.
 */
final class Sampler {

    private static final double LEAST_SHARE = 0.05;

    private final Sampling sampling;
    private final SplittableRandom random;
    private final Decoder.@Nullable Grammar grammar;

    Sampler(Sampling sampling, long seed, Decoder.@Nullable Grammar grammar) {
        this.sampling = sampling;
        this.random = new SplittableRandom(seed);
        this.grammar = grammar;
    }

    /** @param logits one for each token; may be overwritten */
    int draw(float[] logits) {
        double chance = random.nextDouble();
        int token = pick(logits, chance);
        if (grammar != null && !grammar.allows(token)) {
            // Masking the whole vocabulary is slow, and seldom needed: a model mostly keeps to the form by itself.
            grammar.mask(logits);
            token = pick(logits, chance);
        }
        return token;
    }

    /** Tells the grammar of a token that belongs to the answer. */
    void accept(int token) {
        if (grammar != null) {
            grammar.accept(token);
        }
    }

    private int pick(float[] logits, double chance) {
        int best = likeliest(logits);
        if (sampling.temperature() == 0) {
            return best;
        }
        List<Weighted> candidates = new ArrayList<>();
        for (int token = 0; token < logits.length; token++) {
            double relative = logits[token] - logits[best];
            if (relative >= Math.log(LEAST_SHARE)) {
                candidates.add(new Weighted(token, Math.exp(relative)));
            }
        }
        candidates.sort(Comparator.comparingDouble(Weighted::weight).reversed());
        List<Weighted> nucleus = nucleus(candidates);
        double total = 0;
        for (Weighted candidate : nucleus) {
            total += Math.pow(candidate.weight, 1 / sampling.temperature());
        }
        double left = chance * total;
        for (Weighted candidate : nucleus) {
            left -= Math.pow(candidate.weight, 1 / sampling.temperature());
            if (left < 0) {
                return candidate.token;
            }
        }
        return best;
    }

    private List<Weighted> nucleus(List<Weighted> candidates) {
        double total = 0;
        for (Weighted candidate : candidates) {
            total += candidate.weight;
        }
        double covered = 0;
        int size = 0;
        while (size < candidates.size() && (size == 0 || covered < sampling.topP() * total)) {
            covered += candidates.get(size).weight;
            size++;
        }
        return candidates.subList(0, size);
    }

    private static int likeliest(float[] logits) {
        int best = 0;
        for (int token = 1; token < logits.length; token++) {
            if (logits[token] > logits[best]) {
                best = token;
            }
        }
        return best;
    }

    /** What to subtract from a logit to have the natural logarithm of its token's probability, before any sampling. */
    static double normalizer(float[] logits) {
        float most = logits[likeliest(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        return most + Math.log(sum);
    }

    /** The tokens with the highest logits, highest first. */
    static List<Integer> top(float[] logits, int count) {
        Comparator<Integer> ascending =
                Comparator.comparingDouble((Integer token) -> logits[token]).thenComparing(Comparator.reverseOrder());
        PriorityQueue<Integer> best = new PriorityQueue<>(ascending);
        for (int token = 0; token < logits.length; token++) {
            if (best.size() < count) {
                best.add(token);
            } else if (count > 0 && logits[token] > logits[best.element()]) {
                best.remove();
                best.add(token);
            }
        }
        return best.stream().sorted(ascending.reversed()).toList();
    }

    private record Weighted(int token, double weight) {}
}
