package dev.emend.generation;

import dev.emend.metric.TextEmbedding;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far prompts lie apart.
 *
 * @param meaning mean over all pairs of one minus the cosine of their instructions' embeddings, in [0, 2]; empty where there
 *     is no embedding or one prompt alone
 * @param words mean over all pairs of the share of word triples that they do not have in common, in [0, 1]; empty for one
 *     prompt alone
 */
public record Diversity(OptionalDouble meaning, OptionalDouble words) {

    /** @param embedding may be absent */
    public static Diversity of(List<Prompt> prompts, Optional<TextEmbedding> embedding) {
        int n = prompts.size();
        if (n < 2) {
            return new Diversity(OptionalDouble.empty(), OptionalDouble.empty());
        }
        List<float[]> vectors = embedding
                .map(meaning -> prompts.stream()
                        .map(prompt -> meaning.of(Screen.comparedText(prompt)))
                        .toList())
                .orElse(List.of());
        double apart = 0;
        double words = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                words += 1 - Screen.similarity(prompts.get(i), prompts.get(j));
                apart += vectors.isEmpty() ? 0 : 1 - TextEmbedding.cosine(vectors.get(i), vectors.get(j));
            }
        }
        double pairs = n * (n - 1) / 2.0;
        return new Diversity(
                vectors.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(apart / pairs),
                OptionalDouble.of(words / pairs));
    }
}
