package dev.emend.metric.label;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Optional;

/** A figure of all answers' {@link ConfusionMatrix}. A single answer is scored as by {@link LabelAccuracy}. */
record LabelAverage(LabelAccuracy single, Average average) implements LabelMetric {

    @Override
    public String name() {
        return average.metric();
    }

    @Override
    public Score score(Answer answer) {
        return single.score(answer);
    }

    @Override
    public Optional<String> predicted(Answer answer) {
        return single.predicted(answer);
    }

    @Override
    public String expected(Example example) {
        return single.expected(example);
    }

    @Override
    public double aggregate(List<Outcome> outcomes) {
        return average.of(ConfusionMatrix.of(outcomes, this));
    }

    @Override
    public boolean aggregatesByMean() {
        return false;
    }
}
