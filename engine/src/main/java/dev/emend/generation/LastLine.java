package dev.emend.generation;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import java.util.List;

/** A metric that looks at what of an answer its reader takes. */
record LastLine(Metric metric, Ranked ranked) implements Metric {

    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public boolean asksJudges() {
        return metric.asksJudges();
    }

    @Override
    public List<Question> questions(Answer answer) {
        return metric.questions(taken(answer));
    }

    @Override
    public Score score(Answer answer) {
        return metric.score(taken(answer));
    }

    /** The same with nothing but what was scored, so that the metric itself can go on with it. */
    Outcome taken(Outcome outcome) {
        return new Outcome(taken(outcome.answer()), outcome.score());
    }

    private Answer taken(Answer answer) {
        return new Answer(answer.example(), ranked.answer(answer.text()), answer.effort(), answer.judgements());
    }
}
