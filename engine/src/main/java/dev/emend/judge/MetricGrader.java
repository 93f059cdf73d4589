package dev.emend.judge;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Effort;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * A metric that grades one answer.
 *
 * @param metric with one juror
 * @param least and {@code greatest}: of the scale, or how many points of a checklist hold
 */
record MetricGrader(Metric metric, int questionsEach, int least, int greatest, Temptation temptation)
        implements Grader {

    /** For errors. */
    static final String ID = "at hand";

    static MetricGrader of(String name, Map<String, String> options) {
        Metric metric = Metrics.named(name, options, MetricContext.of(new TreeSet<>()));
        return switch (asking(metric)) {
            case RubricGrade grade -> {
                if (grade.reference() == RubricGrade.Reference.REQUIRED) {
                    throw new InvalidInputException(
                            "the judge is to compare with right answers, and here it is shown none",
                            Where.NOWHERE,
                            "\"reference: never\" judges without.");
                }
                Scale scale = grade.judge().scale();
                yield new MetricGrader(
                        metric,
                        grade.samples(),
                        scale.least(),
                        scale.greatest(),
                        grade.judge().temptation());
            }
            case Checklist list -> new MetricGrader(metric, 1, 0, list.items().size(), list.temptation());
            default ->
                throw new InvalidInputException(
                        "the metric " + name + " compares answers, and here single ones are judged",
                        Where.NOWHERE,
                        "a judge of the metric judge grades them.");
        };
    }

    /** The metric that writes the questions, without what is around it. */
    static Metric asking(Metric metric) {
        return switch (metric) {
            case Calibrated calibrated -> asking(calibrated.judge());
            case Shown shown -> asking(shown.judge());
            default -> metric;
        };
    }

    @Override
    public List<Question> questions(Brief brief, String answer) {
        Example example = Example.of(ID, brief.inputs(), "");
        metric.check(example);
        return metric.questions(Answer.of(example, answer));
    }

    @Override
    public OptionalDouble grade(List<Completion> replies) {
        OptionalDouble share = value(metric, replies);
        return share.isPresent()
                ? OptionalDouble.of(least + share.getAsDouble() * (greatest - least))
                : OptionalDouble.empty();
    }

    /** From 0 to 1; empty where no reply was readable. */
    static OptionalDouble value(Metric metric, List<Completion> replies) {
        Score score = score(metric, replies);
        return score.isUnread() ? OptionalDouble.empty() : OptionalDouble.of(score.value());
    }

    /** Of an answer that only the replies are about. */
    static Score score(Metric metric, List<Completion> replies) {
        return metric.score(new Answer(Example.of("", Map.of(), ""), "", Effort.NONE, replies));
    }
}
