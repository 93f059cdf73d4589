package dev.emend.metric.grounding;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Locale;

/** How well the context supports the answer's sentences, by a measure that needs no judge. */
record Grounded(String name, Support.Measure measure, Context context, Claims claims, Verdicts verdicts)
        implements Metric {

    static final List<String> OPTIONS = List.of(Context.OPTION, QuestionField.OPTION, "threshold", "over");

    static Grounded from(Options options, Support.Measure measure, double threshold) {
        return new Grounded(
                options.metric(), measure, Context.from(options), Claims.from(options), verdicts(options, threshold));
    }

    static Verdicts verdicts(Options options, double threshold) {
        return new Verdicts(
                options.number("threshold", threshold, 0, 1),
                Verdicts.Over.valueOf(options.choice("over", "mean", List.of("mean", "min", "supported"))
                        .toUpperCase(Locale.ROOT)));
    }

    @Override
    public Score score(Answer answer) {
        Example example = answer.example();
        check(example);
        List<String> sentences = Sentences.of(answer.text());
        if (sentences.isEmpty()) {
            return Verdicts.EMPTY;
        }
        Support support = measure.from(context.texts(example));
        return verdicts.score(sentences.stream()
                .map(sentence -> new Verdicts.Checked(sentence, support.of(claims.of(sentence, example))))
                .toList());
    }

    @Override
    public void check(Example example) {
        context.texts(example);
        claims.check(example);
    }
}
