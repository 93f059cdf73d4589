package dev.emend.scoring.embedding;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import dev.emend.metric.TextEmbedding;
import dev.emend.metric.rule.TextCounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cosine of the vectors of the answer and of the expected text, 0 where it is negative. The feedback names the
 * expected sentence to which no sentence of the answer comes near.
 */
record EmbeddingSimilarity(TextEmbedding embedding) implements Metric {

    private static final int MOST_SENTENCES = 40;

    @Override
    public String name() {
        return "embedding-similarity";
    }

    @Override
    public Score score(Answer answer) {
        String expected = answer.example().expected();
        if (answer.text().isBlank() || expected.isBlank()) {
            boolean same = answer.text().isBlank() && expected.isBlank();
            return same
                    ? new Score(1, "Right: no answer was expected.")
                    : new Score(
                            0,
                            (expected.isBlank()
                                            ? "Expected no answer"
                                            : "The answer is empty; expected " + Quote.of(expected))
                                    + ".");
        }
        double cosine = TextEmbedding.cosine(embedding.of(expected), embedding.of(answer.text()));
        return new Score(Math.max(0, cosine), feedback(expected, answer.text(), cosine), Map.of("cosine", cosine));
    }

    private String feedback(String expected, String answer, double cosine) {
        String similarity =
                String.format(Locale.ROOT, "The similarity of meaning to the expected answer is %.2f", cosine);
        List<String> wanted = sentences(expected);
        if (wanted.size() < 2) {
            return similarity + ": expected " + Quote.of(expected) + ", the answer is " + Quote.of(answer) + ".";
        }
        List<float[]> given = sentences(answer).stream().map(embedding::of).toList();
        String least = wanted.getFirst();
        double leastNear = Double.POSITIVE_INFINITY;
        for (String sentence : wanted) {
            float[] vector = embedding.of(sentence);
            double near = given.stream()
                    .mapToDouble(other -> TextEmbedding.cosine(vector, other))
                    .max()
                    .orElse(0);
            if (near < leastNear) {
                leastNear = near;
                least = sentence;
            }
        }
        return similarity + String.format(Locale.ROOT, ". Least covered (%.2f) is the expected sentence ", leastNear)
                + Quote.of(least) + ".";
    }

    private static List<String> sentences(String text) {
        List<String> all = TextCounts.sentences(text);
        return all.subList(0, Math.min(MOST_SENTENCES, all.size()));
    }
}
