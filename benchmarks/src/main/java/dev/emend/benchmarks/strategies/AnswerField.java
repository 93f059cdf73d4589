package dev.emend.benchmarks.strategies;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 1 where the number in the field {@code answer:} is the expected one, wherever the field stands; of several fields the last
 * counts. Where there is no such field, the last number of the answer counts.
 */
record AnswerField(Metric first, Metric last) implements Metric {

    private static final Pattern FIELD = Pattern.compile("(?im)\\banswer\\W{0,6}[:=](.*\\d.*)$");

    AnswerField() {
        this(numeric("first"), numeric("last"));
    }

    private static Metric numeric(String which) {
        return Metrics.named("numeric", Map.of("which", which), new TreeSet<>());
    }

    @Override
    public String name() {
        return "answer-field";
    }

    @Override
    public void check(Example example) {
        last.check(example);
    }

    @Override
    public Score score(Answer answer) {
        Matcher field = FIELD.matcher(answer.text());
        String value = "";
        while (field.find()) {
            value = field.group(1);
        }
        return value.isEmpty() ? last.score(answer) : first.score(Answer.of(answer.example(), value));
    }
}
