package dev.emend.metric;

import dev.emend.data.Example;

/** An answer to an example, scored. */
public record Outcome(Answer answer, Score score) {

    public Example example() {
        return answer.example();
    }

    public String output() {
        return answer.text();
    }

    /** The outcome of an answer that reached its length limit, which says so. */
    public Outcome cutOff() {
        return new Outcome(
                answer,
                new Score(
                        score.value(),
                        score.feedback() + " The answer reached its length limit and was cut off.",
                        score.parts()));
    }
}
