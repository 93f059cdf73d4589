package dev.emend.refine;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Score;

/** Gives an answer the score that it begins with, such as "0.5 so so". */
record StatedScore() implements Metric {

    @Override
    public String name() {
        return "stated";
    }

    @Override
    public Score score(Answer answer) {
        if (answer.text().isBlank()) {
            return new Score(0, "It is empty.");
        }
        double value = Double.parseDouble(answer.text().split(" ")[0]);
        return new Score(value, "It is worth only " + value + ".");
    }
}
