package dev.emend.judge;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes referees of metrics that ask judges. */
final class MetricReferee {

    private static final String PAIRWISE = "judge-pairwise";
    /** The column of the other answer. No input is called so, since a placeholder has no space. */
    private static final String OTHER = "other answer";

    private MetricReferee() {}

    static Referee of(String name, Map<String, String> options) {
        if (!name.equals(PAIRWISE)) {
            return new ByGrades(MetricGrader.of(name, options));
        }
        Map<String, String> against = new TreeMap<>(options);
        against.put("against", OTHER);
        Metric metric = Metrics.named(name, against, MetricContext.of(new TreeSet<>()));
        return switch (MetricGrader.asking(metric)) {
            case PairPreference preference -> new ByPreference(metric, preference);
            case GradedPair graded -> new ByPairOfGrades(metric, graded.judge());
            default -> throw new IllegalStateException(name + " is made of something else");
        };
    }

    private static Example example(Brief brief, String other) {
        return new Example(MetricGrader.ID, brief.inputs(), "", Map.of(OTHER, other), Where.NOWHERE);
    }

    /** By a metric that is asked about two answers. */
    private interface OfPairs extends Referee {

        Metric metric();

        @Override
        default int questionsEach() {
            return 2;
        }

        @Override
        default List<Question> questions(Brief brief, String one, String other) {
            // An empty answer is a bad one, and no column that is missing.
            metric().check(example(brief, "An answer."));
            return metric().questions(Answer.of(example(brief, other), one));
        }
    }

    /** In both orders, weighted where the metric is. */
    private record ByPreference(Metric metric, PairPreference preference) implements OfPairs {

        @Override
        public DuelVerdict verdict(List<Completion> replies) {
            DuelVerdict written = preference.judge().verdict(replies);
            OptionalDouble value = MetricGrader.value(metric, replies);
            return new DuelVerdict(
                    value, preference.readout().usesLogProbabilities() ? value : written.worth(), written.duel());
        }

        @Override
        public boolean compares() {
            return true;
        }

        @Override
        public Temptation temptation(boolean asFirst) {
            return preference.judge().temptation(asFirst);
        }
    }

    /** Two grades, by a metric of pairs. */
    private record ByPairOfGrades(Metric metric, PointJudge judge) implements OfPairs {

        @Override
        public DuelVerdict verdict(List<Completion> replies) {
            OptionalDouble value = MetricGrader.value(metric, replies);
            return new DuelVerdict(value, value, Optional.empty());
        }

        @Override
        public boolean compares() {
            return false;
        }

        @Override
        public Temptation temptation(boolean asFirst) {
            return judge.temptation();
        }
    }

    /** Two grades, by a metric of single answers. */
    private record ByGrades(MetricGrader grader) implements Referee {

        @Override
        public int questionsEach() {
            return 2 * grader.questionsEach();
        }

        @Override
        public List<Question> questions(Brief brief, String one, String other) {
            return Stream.of(one, other)
                    .flatMap(answer -> grader.questions(brief, answer).stream())
                    .toList();
        }

        @Override
        public DuelVerdict verdict(List<Completion> replies) {
            int half = replies.size() / 2;
            OptionalDouble one = MetricGrader.value(grader.metric(), replies.subList(0, half));
            OptionalDouble other = MetricGrader.value(grader.metric(), replies.subList(half, replies.size()));
            OptionalDouble value = one.isPresent() && other.isPresent()
                    ? OptionalDouble.of((1 + one.getAsDouble() - other.getAsDouble()) / 2)
                    : OptionalDouble.empty();
            return new DuelVerdict(value, value, Optional.empty());
        }

        @Override
        public boolean compares() {
            return false;
        }

        @Override
        public Temptation temptation(boolean asFirst) {
            return grader.temptation();
        }
    }
}
