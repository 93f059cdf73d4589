package dev.emend.metric.grounding;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * How far up the useful passages of the context stand: the mean, over the ranks of useful passages, of the share of useful
 * ones down to that rank, as in RAGAS; 0 where none is useful. A passage is useful where it alone supports a sentence of
 * the expected answer. It rates the context: the answer itself plays no part.
 */
record ContextPrecision(String name, Support.Measure measure, Context context, Claims claims, double threshold)
        implements Metric {

    @Override
    public Score score(Answer answer) {
        Example example = answer.example();
        check(example);
        List<String> sentences = Expected.sentences(name, example).stream()
                .map(sentence -> claims.of(sentence, example))
                .toList();
        SortedMap<Integer, String> passages = Passages.of(context.texts(example));
        List<Integer> useless = new ArrayList<>();
        int rank = 0;
        int useful = 0;
        double sum = 0;
        for (Map.Entry<Integer, String> passage : passages.entrySet()) {
            rank++;
            Support support = measure.from(List.of(passage.getValue()));
            if (sentences.stream().anyMatch(sentence -> support.of(sentence).share() >= threshold)) {
                useful++;
                sum += (double) useful / rank;
            } else {
                useless.add(passage.getKey());
            }
        }
        return new Score(
                useful == 0 ? 0 : sum / useful,
                feedback(useful, useless),
                Map.of("passages", (double) rank, "useful", (double) useful));
    }

    private static String feedback(int useful, List<Integer> useless) {
        if (useless.isEmpty()) {
            return "Every passage of the context supports the expected answer.";
        }
        if (useful == 0) {
            return "No passage of the context supports the expected answer.";
        }
        return "These passages do not support the expected answer: "
                + useless.stream().limit(20).map(String::valueOf).collect(Collectors.joining(", "))
                + (useless.size() > 20 ? ", …" : ".");
    }

    @Override
    public void check(Example example) {
        context.texts(example);
        claims.check(example);
        Expected.sentences(name, example);
    }
}
