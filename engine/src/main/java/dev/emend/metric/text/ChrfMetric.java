package dev.emend.metric.text;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link Chrf} of an answer.
 *
 * @param corpus whether the score of many answers is chrF of their added counts instead of the mean of their values
 */
record ChrfMetric(Chrf chrf, boolean corpus, References references) implements Metric {

    static List<String> options() {
        List<String> options = new ArrayList<>(Chrf.OPTIONS);
        options.addAll(References.OPTIONS);
        options.add("aggregate");
        return options;
    }

    static ChrfMetric from(Options options) {
        return new ChrfMetric(
                Chrf.from(options),
                options.choice("aggregate", "corpus", List.of("corpus", "mean")).equals("corpus"),
                References.from(options));
    }

    /** {@code chrf}, with a plus for each order of words. */
    @Override
    public String name() {
        return "chrf" + "+".repeat(chrf.wordOrder());
    }

    @Override
    public void check(Example example) {
        references.check(example);
    }

    @Override
    public Score score(Answer answer) {
        List<String> wanted = references.of(answer.example());
        ChrfCounts counts = chrf.counts(wanted, answer.text());
        double value = chrf.value(counts);
        String figures = "chrF" + "+".repeat(chrf.wordOrder()) + " " + Wording.figure(value);
        return new Score(value, Wording.feedback(figures, wanted, answer.text()), counts.parts());
    }

    /** From the counts in the scores' parts, so that an answer is read once however often it is resampled. */
    @Override
    public double aggregate(List<Outcome> outcomes) {
        if (!corpus) {
            return Metric.super.aggregate(outcomes);
        }
        return chrf.value(outcomes.stream()
                .map(outcome -> ChrfCounts.from(outcome.score().parts(), chrf.characterOrder(), chrf.wordOrder()))
                .reduce(ChrfCounts.none(chrf.characterOrder(), chrf.wordOrder()), ChrfCounts::plus));
    }

    @Override
    public boolean aggregatesByMean() {
        return !corpus;
    }
}
