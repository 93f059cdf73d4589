package dev.emend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Effort;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ObjectiveFrontTest {

    private static final TreeSet<String> LABELS = new TreeSet<>(List.of("a", "b"));
    private static final Metric RIGHT = Metrics.named("label", Map.of(), LABELS);
    private static final Metric MACRO = Metrics.named("macro-f1", Map.of(), LABELS);
    private static final Metric CHEAP = Metrics.named("tokens", Map.of("limit", "100"), LABELS);

    private static Metric sum(Metric... parts) {
        List<Metrics.Weighted> weighted = new ArrayList<>();
        for (Metric part : parts) {
            weighted.add(new Metrics.Weighted(part, 1));
        }
        return Metrics.weighted(weighted);
    }

    /** Ten examples, of which the first {@code right} are answered well. */
    private static List<Outcome> outcomes(Metric metric, int right, int tokens) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Answer answer = new Answer(
                    Example.of("" + i, Map.of(), i % 2 == 0 ? "a" : "b"),
                    i < right == (i % 2 == 0) ? "a" : "b",
                    new Effort(new Usage(tokens, 0, 0), Duration.ZERO, 0),
                    List.of());
            outcomes.add(new Outcome(answer, metric.score(answer)));
        }
        return outcomes;
    }

    private static List<Integer> front(Metric metric, TreeMap<Integer, List<Outcome>> outcomes) {
        return ObjectiveFront.of(outcomes, metric).front().stream()
                .map(ObjectiveFront.Point::candidate)
                .toList();
    }

    @Test
    void aCandidateThatNoOtherBeatsByEveryObjectiveIsOnTheFront() {
        Metric metric = sum(RIGHT, CHEAP);
        TreeMap<Integer, List<Outcome>> candidates = new TreeMap<>();
        candidates.put(0, outcomes(metric, 5, 20));
        candidates.put(1, outcomes(metric, 9, 60));
        candidates.put(2, outcomes(metric, 8, 70));
        candidates.put(3, outcomes(metric, 5, 30));
        assertThat(front(metric, candidates)).containsExactly(0, 1);
    }

    @Test
    void candidatesWithTheSameFiguresStayTogether() {
        Metric metric = sum(RIGHT, CHEAP);
        TreeMap<Integer, List<Outcome>> candidates = new TreeMap<>();
        candidates.put(7, outcomes(metric, 6, 20));
        candidates.put(3, outcomes(metric, 6, 20));
        candidates.put(5, outcomes(metric, 6, 21));
        assertThat(front(metric, candidates)).containsExactly(3, 7);
    }

    @Test
    void aSingleMetricIsItsOwnObjective() {
        TreeMap<Integer, List<Outcome>> candidates = new TreeMap<>();
        candidates.put(0, outcomes(RIGHT, 5, 0));
        candidates.put(1, outcomes(RIGHT, 6, 0));
        assertThat(front(RIGHT, candidates)).containsExactly(1);
    }

    @Test
    void objectivesThatAreNoMeanAreAggregatedTheirOwnWay() {
        Metric metric = sum(MACRO, CHEAP);
        TreeMap<Integer, List<Outcome>> candidates = new TreeMap<>();
        candidates.put(0, outcomes(metric, 7, 50));
        ObjectiveFront front = ObjectiveFront.of(candidates, metric);
        assertThat(front.objectives()).containsExactly(MACRO, CHEAP);
        assertThat(front.candidates().getFirst().values())
                .containsExactly(MACRO.aggregate(outcomes(MACRO, 7, 50)), 0.5);
    }

    @Test
    void everyCandidateOffTheFrontIsBeatenByOneOnIt() {
        Metric metric = sum(RIGHT, CHEAP);
        SplittableRandom random = new SplittableRandom(4);
        TreeMap<Integer, List<Outcome>> candidates = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            candidates.put(i, outcomes(metric, random.nextInt(11), random.nextInt(100)));
        }
        ObjectiveFront front = ObjectiveFront.of(candidates, metric);
        assertThat(front.candidates())
                .hasSize(60)
                .allSatisfy(point -> assertThat(front.front().contains(point)
                                != front.front().stream().anyMatch(best -> best.beats(point)))
                        .isTrue());
        assertThat(front.front().size()).isBetween(2, 59);
    }

    @Test
    void candidatesAreComparedOnTheSameExamplesOnly() {
        TreeMap<Integer, List<Outcome>> candidates = new TreeMap<>();
        candidates.put(0, outcomes(RIGHT, 5, 0));
        candidates.put(1, outcomes(RIGHT, 5, 0).subList(0, 9));
        assertThatThrownBy(() -> ObjectiveFront.of(candidates, RIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different examples");
        candidates.put(1, List.of());
        assertThatThrownBy(() -> ObjectiveFront.of(candidates, RIGHT)).hasMessageContaining("candidate 1");
    }
}
