package dev.emend.metric.text;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.List;

/**
 * {@link Bleu} of an answer as sacreBLEU's {@code sentence_bleu} gives it.
 *
 * @param corpus whether the score of many answers is BLEU of their added counts, as sacreBLEU's {@code corpus_bleu} gives
 *     it, instead of the mean of their values
 */
record BleuMetric(
        BleuTokenizer tokenizer, Smoothing smoothing, boolean lowercase, boolean corpus, References references)
        implements Metric {

    static final List<String> OPTIONS =
            List.of("tokenizer", "smoothing", "smoothing-value", "lowercase", "aggregate", "references", "separator");

    static BleuMetric from(Options options) {
        return new BleuMetric(
                BleuTokenizer.from(options),
                Smoothing.from(options),
                options.flag("lowercase", false),
                options.choice("aggregate", "corpus", List.of("corpus", "mean")).equals("corpus"),
                References.from(options));
    }

    @Override
    public String name() {
        return "bleu";
    }

    @Override
    public void check(Example example) {
        references.check(example);
    }

    @Override
    public Score score(Answer answer) {
        List<String> wanted = references.of(answer.example());
        Bleu counts = Bleu.of(
                wanted.stream().map(text -> tokenizer.words(text, lowercase)).toList(),
                tokenizer.words(answer.text(), lowercase));
        double value = counts.value(smoothing, true);
        String figures = "BLEU " + Wording.figure(value)
                + (counts.brevityPenalty() < 1
                        ? " (brevity penalty " + Wording.figure(counts.brevityPenalty()) + ")"
                        : "");
        return new Score(value, Wording.feedback(figures, wanted, answer.text()), counts.parts());
    }

    /** From the counts in the scores' parts, so that an answer is read once however often it is resampled. */
    @Override
    public double aggregate(List<Outcome> outcomes) {
        if (!corpus) {
            return Metric.super.aggregate(outcomes);
        }
        return outcomes.stream()
                .map(outcome -> Bleu.from(outcome.score().parts()))
                .reduce(Bleu.none(), Bleu::plus)
                .value(smoothing, false);
    }

    @Override
    public boolean aggregatesByMean() {
        return !corpus;
    }
}
