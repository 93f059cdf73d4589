package dev.emend.metric;

import dev.emend.data.Example;
import java.util.List;

/**
 * An answer to an example, scored.
 *
 * @param isCutOff whether the answer reached its length limit, as far as that is known
 */
public record Outcome(Answer answer, Score score, boolean isCutOff) {

    /** Of an answer of which nothing else is known. */
    public Outcome(Answer answer, Score score) {
        this(answer, score, false);
    }

    /** Beyond 0 and 1, what sums of many figures may be off. */
    private static final double ROUNDING = 1e-9;

    /**
     * Scores an answer.
     *
     * @throws IllegalArgumentException where the metric gives no score in [0, 1], or none at all
     */
    // A user's metric may return null whatever its contract says.
    @SuppressWarnings("ConstantConditions")
    public static Outcome of(Answer answer, Metric metric) {
        Score score;
        try {
            score = metric.score(answer);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "the metric " + metric.name() + " cannot score the answer to the example \""
                            + answer.example().id() + "\": " + wrong.getMessage(),
                    wrong);
        }
        if (score == null) {
            throw new IllegalArgumentException(
                    "the metric " + metric.name() + " gave no score to the answer to the example \""
                            + answer.example().id() + "\"");
        }
        return new Outcome(answer, score);
    }

    /**
     * The score of a prompt over many examples, in [0, 1]; 0 over none.
     *
     * @throws IllegalArgumentException where the metric gives no such score
     */
    public static double aggregate(List<Outcome> outcomes, Metric metric) {
        if (outcomes.isEmpty()) {
            return 0;
        }
        double value = metric.aggregate(outcomes);
        if (!(value >= -ROUNDING && value <= 1 + ROUNDING)) {
            throw new IllegalArgumentException("the metric " + metric.name() + " gave " + value + " over "
                    + outcomes.size() + " examples; a score must be in [0, 1]");
        }
        return value;
    }

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
                        score.parts()),
                true);
    }
}
