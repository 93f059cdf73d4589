package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;

/** How much a judge prefers a prompt's answers, from 0 to 1, a half where it prefers neither, for paired statistics. */
final class Preferred implements Metric {

    @Override
    public String name() {
        return "preference";
    }

    /** Never asked: the scores come from duels. */
    @Override
    public Score score(Answer answer) {
        return new Score(0.5, "No duel has decided.");
    }

    /**
     * Outcomes that carry the worth of duels.
     *
     * @param examples and {@code values}: in the same order
     * @param turned whether they are the opponent's
     */
    List<Outcome> outcomes(List<Example> examples, List<Double> values, boolean turned) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            double value = turned ? 1 - values.get(i) : values.get(i);
            outcomes.add(
                    new Outcome(Answer.of(examples.get(i), ""), new Score(value, "A judge compared the answers.")));
        }
        return outcomes;
    }
}
