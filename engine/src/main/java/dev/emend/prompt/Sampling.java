package dev.emend.prompt;

import java.util.List;

/**
 * How an answer is drawn.
 *
 * @param temperature 0 for the most likely answer, at most 2
 * @param topP in (0, 1]
 * @param maxTokens of the answer, at least 1
 * @param stop texts at which the answer ends; they are not part of it
 */
public record Sampling(double temperature, double topP, int maxTokens, List<String> stop) {

    /** The most likely answer, at most 256 tokens. */
    public static final Sampling GREEDY = new Sampling(0, 1, 256, List.of());

    public Sampling {
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature must be in [0, 2], not " + temperature);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP must be in (0, 1], not " + topP);
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1, not " + maxTokens);
        }
        stop = List.copyOf(stop);
    }

    public Sampling withTemperature(double value) {
        return new Sampling(value, topP, maxTokens, stop);
    }

    public Sampling withMaxTokens(int value) {
        return new Sampling(temperature, topP, value, stop);
    }
}
