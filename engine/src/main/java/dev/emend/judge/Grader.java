package dev.emend.judge;

import dev.emend.InvalidInputException;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Grades single answers. Writes questions to a judge and reads the replies; calls nothing. */
public interface Grader {

    /**
     * A metric that asks judges about one answer, as a grader. No right answer is shown.
     *
     * @throws InvalidInputException where an option is wrong, or the metric compares answers or needs right ones
     */
    static Grader of(String metric, Map<String, String> options) {
        return MetricGrader.of(metric, options);
    }

    /** How many questions an answer takes. */
    int questionsEach();

    /**
     * As many as {@link #questionsEach}.
     *
     * @throws InvalidInputException where the judge is to see inputs that are not there
     */
    List<Question> questions(Brief brief, String answer);

    /**
     * From {@link #least} to {@link #greatest}; empty where no reply was readable.
     *
     * @param replies to {@link #questions}, in their order
     */
    OptionalDouble grade(List<Completion> replies);

    int least();

    int greatest();

    /** What an instruction hidden in an answer would demand. */
    Temptation temptation();
}
