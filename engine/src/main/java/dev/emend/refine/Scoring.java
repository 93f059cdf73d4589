package dev.emend.refine;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.Questionnaire;
import dev.emend.model.Completion;
import dev.emend.run.Inquiry;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Scores answers by a metric, and has judges say first what it asks. */
record Scoring(Metric metric, Inquiry inquiry) {

    /**
     * Asks everything in one batch.
     *
     * @return in the answers' order; empty where a limit was reached before all that is asked about one was answered
     */
    List<Optional<Outcome>> score(List<Answer> answers) {
        Questionnaire questionnaire =
                new Questionnaire(answers.stream().map(metric::questions).toList());
        List<Optional<List<Completion>>> replies = questionnaire.complete(inquiry.ask(questionnaire.questions()));
        return IntStream.range(0, answers.size())
                .mapToObj(i ->
                        replies.get(i).map(own -> Outcome.of(answers.get(i).judged(own), metric)))
                .toList();
    }
}
