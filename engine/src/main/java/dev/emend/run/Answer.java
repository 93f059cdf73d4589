package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.model.Completion;

/** What came back for one example. */
public record Answer(Example example, Journal.Reply reply) {

    /** The model's text; empty where it rejected the request. */
    public String text() {
        return switch (reply) {
            case Journal.Reply.Answered answered -> answered.completion().text();
            case Journal.Reply.Rejected rejected -> "";
        };
    }

    /** Scores the answer. A request that the model rejected scores 0; an answer that was cut off is said to be. */
    public Outcome scored(Metric metric) {
        Score score = switch (reply) {
            case Journal.Reply.Rejected rejected ->
                new Score(0, "The model rejected the request: " + rejected.reason());
            case Journal.Reply.Answered answered -> {
                Score plain = metric.score(example, text());
                yield answered.completion().finish() == Completion.Finish.LENGTH
                        ? new Score(
                                plain.value(),
                                plain.feedback() + " The answer reached its length limit and was cut off.")
                        : plain;
            }
        };
        return new Outcome(example, text(), score);
    }
}
