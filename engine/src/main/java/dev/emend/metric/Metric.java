package dev.emend.metric;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import java.util.List;
import java.util.Map;

/**
 * Scores an answer, and says in words what is right or wrong with it, so that a meta-model can learn from it.
 *
 * <p>A metric that needs a judge first says what is to be asked, in {@link #questions}; whoever scores has the questions
 * answered under the run's budget and journal, and hands the replies over within the answer. So a metric calls no model
 * itself, and the same replies give the same score. Implementations are immutable, deterministic and safe for use by many
 * threads at once.
 */
public interface Metric {

    /** As in a task file. */
    String name();

    /** What judges must be asked before {@link #score} can be called; nothing, for a metric that needs no model. */
    default List<Question> questions(Answer answer) {
        return List.of();
    }

    /** Whether {@link #questions} may ask anything. */
    default boolean asksJudges() {
        return false;
    }

    /** Scores one answer, with a judgement for each question. Never throws for what a model may write. */
    Score score(Answer answer);

    /**
     * Scores an answer that was not given: 0, whatever an empty text would get, with the parts that {@link #aggregate} needs. Without
     * them, a prompt that is rejected on hard examples would be measured on the easy ones.
     *
     * @param answer of an empty text
     * @param why the feedback
     */
    default Score silence(Answer answer, String why) {
        return Score.ofSilence(
                why, asksJudges() ? Map.of() : Outcome.of(answer, this).score().parts());
    }

    /**
     * Looks whether the metric can score answers to this example at all.
     *
     * @throws InvalidInputException where the example is unfit, such as one that expects no number for {@code numeric}
     * @throws IllegalArgumentException where the metric gives no score in [0, 1]
     */
    default void check(Example example) {
        Outcome.of(Answer.of(example, ""), this);
    }

    /** The score of a prompt over many examples, in [0, 1]: the mean, unless the metric is of another kind. */
    default double aggregate(List<Outcome> outcomes) {
        return outcomes.stream()
                .mapToDouble(outcome -> outcome.score().value())
                .average()
                .orElse(0);
    }

    /** Whether {@link #aggregate} is the mean of the single scores, so that exact tests for paired means apply. */
    default boolean aggregatesByMean() {
        return true;
    }

    /** The metrics that this one combines, each an objective of its own; none for a single metric. */
    default List<Metric> objectives() {
        return List.of();
    }

    /** Answers with the judgements and scores that {@code objective}, one of {@link #objectives}, has for them. */
    default List<Outcome> outcomes(Metric objective, List<Outcome> outcomes) {
        throw new IllegalArgumentException(objective.name() + " is no objective of " + name());
    }
}
