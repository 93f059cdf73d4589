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
}
