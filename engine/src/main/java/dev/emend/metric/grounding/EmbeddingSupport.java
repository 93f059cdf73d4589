package dev.emend.metric.grounding;

import dev.emend.metric.TextEmbedding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Support by meaning: the greatest cosine between the embedding of the sentence and the ones of the context's sentences
 * and of chunks of whole sentences, 0 where it is negative. The recipe is AlignScore's (Zha et al., "AlignScore:
 * Evaluating Factual Consistency with a Unified Alignment Function", 2023) with an embedding in the alignment model's
 * place: chunks of 270 words are about its 350 tokens. An embedding hears what a sentence is about and is nearly deaf to
 * a changed number.
 */
record EmbeddingSupport(TextEmbedding embedding) implements Support.Measure {

    private static final int CHUNK_WORDS = 270;

    @Override
    public Support from(List<String> passages) {
        List<float[]> texts = pieces(passages).stream().map(embedding::of).toList();
        return sentence -> {
            float[] own = embedding.of(sentence);
            double most = texts.stream()
                    .mapToDouble(text -> TextEmbedding.cosine(own, text))
                    .max()
                    .orElse(0);
            return new Support.Finding(Math.max(0, most), List.of());
        };
    }

    /** Each sentence, and chunks that none overlaps. */
    private static Set<String> pieces(List<String> passages) {
        Set<String> pieces = new LinkedHashSet<>();
        for (String passage : passages) {
            List<String> chunk = new ArrayList<>();
            int words = 0;
            for (String sentence : Sentences.of(passage)) {
                int more = Words.of(sentence).size();
                if (words + more > CHUNK_WORDS && !chunk.isEmpty()) {
                    pieces.add(String.join(" ", chunk));
                    chunk.clear();
                    words = 0;
                }
                chunk.add(sentence);
                words += more;
                pieces.add(sentence);
            }
            pieces.add(String.join(" ", chunk));
        }
        pieces.remove("");
        return pieces;
    }
}
