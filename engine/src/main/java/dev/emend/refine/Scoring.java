package dev.emend.refine;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.run.Inquiry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores answers by a metric, and has judges say first what it asks. */
record Scoring(Metric metric, Inquiry inquiry) {

    /**
     * Asks everything in one batch.
     *
     * @return in the answers' order; empty where a limit was reached before all that is asked about one was answered
     */
    List<Optional<Outcome>> score(List<Answer> answers) {
        List<List<Question>> questions = answers.stream().map(metric::questions).toList();
        List<Optional<Completion>> replies =
                inquiry.ask(questions.stream().flatMap(List::stream).toList());
        List<Optional<Outcome>> outcomes = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < answers.size(); i++) {
            int to = from + questions.get(i).size();
            List<Completion> own =
                    replies.subList(from, to).stream().flatMap(Optional::stream).toList();
            from = to;
            outcomes.add(
                    own.size() == questions.get(i).size()
                            ? Optional.of(scored(answers.get(i).judged(own)))
                            : Optional.empty());
        }
        return outcomes;
    }

    private Outcome scored(Answer answer) {
        return new Outcome(answer, metric.score(answer));
    }
}
