package dev.emend.judge;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A judge whose scores are brought to people's scale by a line that never falls.
 *
 * @param scale of people, for the feedback
 */
record Calibrated(Metric judge, MonotoneMap map, Optional<Range> scale) implements Metric {

    @Override
    public String name() {
        return judge.name();
    }

    @Override
    public boolean asksJudges() {
        return true;
    }

    @Override
    public List<Question> questions(Answer answer) {
        return judge.questions(answer);
    }

    @Override
    public void check(Example example) {
        judge.check(example);
    }

    @Override
    public Score score(Answer answer) {
        Score raw = judge.score(answer);
        // What no judge has read says nothing of people.
        if (raw.isUnread()) {
            return raw;
        }
        double value = map.apply(raw.value());
        Map<String, Double> parts = new TreeMap<>(raw.parts());
        parts.put("uncalibrated", raw.value());
        scale.ifPresent(people -> parts.put("on people's scale", people.rating(value)));
        return new Score(
                value,
                scale.map(people -> String.format(
                                        Locale.ROOT,
                                        "About %.1f on people's scale of %s. ",
                                        people.rating(value),
                                        people.text()))
                                .orElse("")
                        + raw.feedback(),
                parts);
    }
}
