package dev.emend.metric.text;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Map;

/** {@link Meteor} of an answer, against that of the expected ones with the highest value. */
record MeteorMetric(BleuTokenizer tokenizer, References references) implements Metric {

    static final List<String> OPTIONS = List.of("tokenizer", "references", "separator");

    static MeteorMetric from(Options options) {
        return new MeteorMetric(BleuTokenizer.from(options), References.from(options));
    }

    @Override
    public String name() {
        return "meteor";
    }

    @Override
    public void check(Example example) {
        references.check(example);
    }

    @Override
    public Score score(Answer answer) {
        List<String> wanted = references.of(answer.example());
        List<String> came = tokenizer.words(answer.text(), false);
        Meteor best = wanted.stream()
                .map(text -> Meteor.of(tokenizer.words(text, false), came))
                .reduce((first, next) -> next.value() > first.value() ? next : first)
                .orElseThrow();
        String figures = "METEOR " + Wording.figure(best.value()) + " (precision " + Wording.figure(best.precision())
                + ", recall " + Wording.figure(best.recall()) + ", penalty for order "
                + Wording.figure(best.penalty()) + ")";
        return new Score(
                best.value(),
                Wording.feedback(figures, wanted, answer.text()),
                Map.of(
                        "precision", best.precision(),
                        "recall", best.recall(),
                        "penalty", best.penalty(),
                        "matches", (double) best.matches(),
                        "chunks", (double) best.chunks()));
    }
}
