package dev.emend.metric.grounding;

import static dev.emend.metric.MetricKind.Need.CONTEXT;
import static dev.emend.metric.MetricKind.Need.EXPECTED;
import static dev.emend.metric.MetricKind.Need.JUDGE;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import dev.emend.metric.Options;
import dev.emend.metric.TextEmbedding;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Metrics that say whether an answer keeps to its context. */
public final class GroundingMetrics implements MetricProvider {

    private static final double EMBEDDING = 0.6;

    private static final List<String> CONTEXT_OPTIONS = List.of(Context.OPTION, QuestionField.OPTION, "threshold");

    @Override
    public List<MetricKind> kinds() {
        return List.of(
                MetricKind.of(
                        "grounded-lexical",
                        "the context has the words, names and numbers of the answer's sentences",
                        Set.of(CONTEXT),
                        options(Grounded.OPTIONS, LexicalSupport.OPTIONS),
                        (options, context) ->
                                Grounded.from(options, LexicalSupport.from(options), LexicalSupport.THRESHOLD)),
                MetricKind.of(
                        "grounded-judged",
                        "a judge finds each of the answer's sentences supported by the context",
                        Set.of(CONTEXT, JUDGE),
                        options(GroundedJudged.OPTIONS),
                        (options, context) -> GroundedJudged.from(options)),
                MetricKind.of(
                        "citations",
                        "the passages that the answer cites exist and support its sentences",
                        Set.of(CONTEXT),
                        options(Citations.OPTIONS),
                        (options, context) -> Citations.from(options)),
                MetricKind.of(
                        "answer-relevance",
                        "the answer shares its telling words with the question",
                        Set.of(CONTEXT),
                        options(List.of(QuestionField.OPTION)),
                        (options, context) ->
                                new AnswerRelevance(options.metric(), QuestionField.from(options), Words::likeness)),
                MetricKind.of(
                        "answer-relevance-judged",
                        "a judge finds the question answered, all of it and nothing else",
                        Set.of(CONTEXT, JUDGE),
                        options(List.of(QuestionField.OPTION)),
                        (options, context) -> new AnswerRelevanceJudged(QuestionField.from(options))),
                MetricKind.of(
                        "context-recall",
                        "the context has the words, names and numbers of the expected answer",
                        Set.of(CONTEXT, EXPECTED),
                        options(CONTEXT_OPTIONS, LexicalSupport.OPTIONS),
                        (options, context) -> recall(options, LexicalSupport.from(options), LexicalSupport.THRESHOLD)),
                MetricKind.of(
                        "context-precision",
                        "passages with the words of the expected answer come first in the context",
                        Set.of(CONTEXT, EXPECTED),
                        options(CONTEXT_OPTIONS, LexicalSupport.OPTIONS),
                        (options, context) ->
                                precision(options, LexicalSupport.from(options), LexicalSupport.THRESHOLD)));
    }

    /**
     * The kinds that compare meanings.
     *
     * @param model local; its vectors of the last texts are kept, since a context is read again for every candidate
     */
    public static List<MetricKind> byEmbedding(TextEmbedding model) {
        TextEmbedding embedding = new KeptVectors(model);
        return List.of(
                MetricKind.of(
                        "grounded-embedding",
                        "the context has passages near in meaning to the answer's sentences",
                        Set.of(CONTEXT),
                        options(Grounded.OPTIONS),
                        (options, context) -> Grounded.from(options, new EmbeddingSupport(embedding), EMBEDDING)),
                MetricKind.of(
                        "answer-relevance-embedding",
                        "the answer is near in meaning to the question",
                        Set.of(CONTEXT),
                        options(List.of(QuestionField.OPTION)),
                        (options, context) -> relevance(options, embedding)),
                MetricKind.of(
                        "context-recall-embedding",
                        "the context has passages near in meaning to the expected answer's sentences",
                        Set.of(CONTEXT, EXPECTED),
                        options(CONTEXT_OPTIONS),
                        (options, context) -> recall(options, new EmbeddingSupport(embedding), EMBEDDING)),
                MetricKind.of(
                        "context-precision-embedding",
                        "passages near in meaning to the expected answer come first in the context",
                        Set.of(CONTEXT, EXPECTED),
                        options(CONTEXT_OPTIONS),
                        (options, context) -> precision(options, new EmbeddingSupport(embedding), EMBEDDING)));
    }

    private static AnswerRelevance relevance(Options options, TextEmbedding embedding) {
        return new AnswerRelevance(
                options.metric(),
                QuestionField.from(options),
                (question, answer) -> Math.max(0, TextEmbedding.cosine(embedding.of(question), embedding.of(answer))));
    }

    private static ContextRecall recall(Options options, Support.Measure measure, double threshold) {
        return new ContextRecall(
                options.metric(),
                measure,
                Context.from(options),
                Claims.from(options),
                options.number("threshold", threshold, 0, 1));
    }

    private static ContextPrecision precision(Options options, Support.Measure measure, double threshold) {
        return new ContextPrecision(
                options.metric(),
                measure,
                Context.from(options),
                Claims.from(options),
                options.number("threshold", threshold, 0, 1));
    }

    @SafeVarargs
    private static Set<String> options(Collection<String>... names) {
        Set<String> all = new TreeSet<>();
        Arrays.stream(names).forEach(all::addAll);
        return all;
    }
}
