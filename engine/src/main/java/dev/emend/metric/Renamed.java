package dev.emend.metric;

import dev.emend.data.Example;
import java.util.List;

/** A metric under another name. */
record Renamed(Metric metric, String name) implements Metric {

    @Override
    public List<Question> questions(Answer answer) {
        return metric.questions(answer);
    }

    @Override
    public boolean asksJudges() {
        return metric.asksJudges();
    }

    @Override
    public Score score(Answer answer) {
        return metric.score(answer);
    }

    @Override
    public Score silence(Answer answer, String why) {
        return metric.silence(answer, why);
    }

    @Override
    public void check(Example example) {
        metric.check(example);
    }

    @Override
    public double aggregate(List<Outcome> outcomes) {
        return metric.aggregate(outcomes);
    }

    @Override
    public boolean aggregatesByMean() {
        return metric.aggregatesByMean();
    }

    @Override
    public List<Metric> objectives() {
        return metric.objectives();
    }

    @Override
    public List<Outcome> outcomes(Metric objective, List<Outcome> outcomes) {
        return metric.outcomes(objective, outcomes);
    }
}
