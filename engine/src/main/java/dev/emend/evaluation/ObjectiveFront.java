package dev.emend.evaluation;

import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Candidates by several objectives at once, and which of them no other one beats: the Pareto front. One candidate beats
 * another where it is at least as good by every objective and better by one; candidates with the same figures stay
 * together. Deterministic.
 *
 * @param objectives what is traded, at least one
 * @param candidates all of them, by id
 */
public record ObjectiveFront(List<Metric> objectives, List<Point> candidates) {

    public ObjectiveFront {
        objectives = List.copyOf(objectives);
        candidates = List.copyOf(candidates);
    }

    /**
     * One candidate's figures.
     *
     * @param values its aggregate by each objective, in their order, each in [0, 1] and better when higher
     */
    public record Point(int candidate, List<Double> values) {

        public Point {
            values = List.copyOf(values);
        }

        /** At least as good by every objective, and better by one. */
        public boolean beats(Point other) {
            boolean better = false;
            for (int i = 0; i < values.size(); i++) {
                int comparison = Double.compare(values.get(i), other.values.get(i));
                if (comparison < 0) {
                    return false;
                }
                better |= comparison > 0;
            }
            return better;
        }
    }

    /**
     * By the objectives of {@code metric}, or by the metric itself where it has none.
     *
     * @param outcomes by candidate id; every candidate's on the same examples, at least one
     * @throws IllegalArgumentException where two candidates were scored on different examples, or one on none
     */
    public static ObjectiveFront of(SortedMap<Integer, List<Outcome>> outcomes, Metric metric) {
        requireSameExamples(outcomes);
        List<Metric> objectives = metric.objectives().isEmpty() ? List.of(metric) : metric.objectives();
        List<Point> points = new ArrayList<>();
        outcomes.forEach((candidate, own) -> points.add(new Point(
                candidate,
                objectives.stream()
                        .map(objective -> Outcome.aggregate(
                                objective.equals(metric) ? own : metric.outcomes(objective, own), objective))
                        .toList())));
        return new ObjectiveFront(objectives, points);
    }

    /** Those that no other candidate beats, by id; never empty where there is a candidate. */
    public List<Point> front() {
        return candidates.stream()
                .filter(point -> candidates.stream().noneMatch(other -> other.beats(point)))
                .toList();
    }

    private static void requireSameExamples(Map<Integer, List<Outcome>> outcomes) {
        Set<Set<String>> kinds = new HashSet<>();
        outcomes.forEach((candidate, own) -> {
            if (own.isEmpty()) {
                throw new IllegalArgumentException("candidate " + candidate + " has no outcome");
            }
            kinds.add(own.stream().map(Outcome::example).map(Example::id).collect(Collectors.toSet()));
        });
        if (kinds.size() > 1) {
            throw new IllegalArgumentException("the candidates were scored on different examples");
        }
    }
}
