package dev.emend.metric.grounding;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The share of the expected answer's sentences that the context supports (Es et al., "RAGAS: Automated Evaluation of
 * Retrieval Augmented Generation", 2023, with a measure of support in the model's place). It rates the context: the
 * answer itself plays no part.
 */
record ContextRecall(String name, Support.Measure measure, Context context, Claims claims, double threshold)
        implements Metric {

    @Override
    public Score score(Answer answer) {
        Example example = answer.example();
        check(example);
        List<String> sentences = Expected.sentences(name, example);
        Support support = measure.from(context.texts(example));
        List<String> missing = sentences.stream()
                .filter(sentence -> !support.of(claims.of(sentence, example)).supports(threshold))
                .toList();
        double value = (double) (sentences.size() - missing.size()) / sentences.size();
        return new Score(
                value,
                missing.isEmpty()
                        ? "The context holds all that the expected answer says."
                        : "The context does not hold what the expected answer says: "
                                + missing.stream().limit(3).map(Quote::of).collect(Collectors.joining("; "))
                                + (missing.size() > 3 ? "; …" : "."),
                Map.of("sentences", (double) sentences.size()));
    }

    @Override
    public void check(Example example) {
        context.texts(example);
        claims.check(example);
        Expected.sentences(name, example);
    }
}
