package dev.emend.judge;

import dev.emend.InvalidInputException;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import java.util.List;
import java.util.Map;

/** Says which of two answers to the same input is better. Writes questions to a judge and reads the replies; calls nothing. */
public interface Referee {

    /**
     * A metric that asks judges, as a referee: {@code judge-pairwise} compares as it always does, another grades each answer
     * alone, and the difference of the grades is the verdict. No right answer is shown.
     *
     * @param options of the metric; a column to compare with is not asked for
     * @throws InvalidInputException where an option is wrong, or the metric needs right answers
     */
    static Referee of(String metric, Map<String, String> options) {
        return MetricReferee.of(metric, options);
    }

    /** How many questions the two answers take. */
    int questionsEach();

    /**
     * As many as {@link #questionsEach}. Of those of a referee that compares, the first half shows the one first and the second
     * half the other; of those of one that grades, the first half is about the one.
     *
     * @throws InvalidInputException where the judge is to see inputs that are not there
     */
    List<Question> questions(Brief brief, String one, String other);

    /** @param replies to {@link #questions}, in their order; an empty text for one that was rejected */
    DuelVerdict verdict(List<Completion> replies);

    /** Whether the judge sees both answers together, so that their order can sway it. */
    boolean compares();

    /**
     * What an instruction hidden in an answer would demand.
     *
     * @param asFirst whether the answer is shown first; of no meaning for one that grades
     */
    Temptation temptation(boolean asFirst);
}
