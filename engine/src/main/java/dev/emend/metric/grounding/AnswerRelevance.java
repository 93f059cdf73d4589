package dev.emend.metric.grounding;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Score;
import java.util.Locale;

/** How near the answer is to the question, by a likeness of two texts; what is said need not be true. */
record AnswerRelevance(String name, QuestionField question, Likeness likeness) implements Metric {

    private static final double LITTLE = 0.3;

    /** How much two texts are about the same, in [0, 1]. */
    @FunctionalInterface
    interface Likeness {
        double of(String question, String answer);
    }

    @Override
    public Score score(Answer answer) {
        String asked = question.text(answer.example());
        if (Words.of(answer.text()).isEmpty()) {
            return new Score(0, "The answer is empty.");
        }
        double value = likeness.of(asked, answer.text());
        return new Score(
                value,
                String.format(Locale.ROOT, "The answer's likeness to the question is %.2f", value)
                        + (value < LITTLE ? "; it should speak of what was asked." : "."));
    }

    @Override
    public void check(Example example) {
        question.text(example);
    }
}
