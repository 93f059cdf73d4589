package dev.emend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final Metric EXACT = Metrics.named("exact-match", Map.of(), Collections.emptySortedSet());

    private static List<Outcome> draw(Metric metric, int n, int right) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Answer answer = Answer.of(
                    Example.of("e" + i, Map.of("kind", i % 2 == 0 ? "even" : "odd"), "word" + i % 5),
                    i < right ? "word" + i % 5 : "word" + (i + 1) % 5 + " too");
            outcomes.add(new Outcome(answer, metric.score(answer)));
        }
        return outcomes;
    }

    private static Evaluation of(Metric metric, Measured... prompts) {
        return Evaluation.of(List.of(prompts), metric, Optional.empty(), List.of("kind"), 1);
    }

    @Test
    void oneAnswerToEachExampleGivesTheUsualInterval() {
        Evaluation.Result result = of(EXACT, new Measured("a", List.of(draw(EXACT, 40, 30))))
                .results()
                .getFirst();
        assertThat(result.estimate()).isEqualTo(Estimates.of(draw(EXACT, 40, 30), EXACT, 0.95));
        assertThat(result.noise()).isEmpty();
        assertThat(result.contrast()).isEmpty();
    }

    @Test
    void repeatedAnswersAreNoFurtherExamples() {
        List<Outcome> once = draw(EXACT, 40, 30);
        Interval single = of(EXACT, new Measured("a", List.of(once)))
                .results()
                .getFirst()
                .estimate()
                .interval();
        Interval repeated = of(EXACT, new Measured("a", List.of(once, once, once, once)))
                .results()
                .getFirst()
                .estimate()
                .interval();
        assertThat(repeated.high() - repeated.low()).isCloseTo(single.high() - single.low(), within(0.03));
    }

    @Test
    void aPromptWithoutChanceMeetsOneWithRepeatedAnswers() {
        Evaluation evaluation = of(
                EXACT,
                new Measured("sure", List.of(draw(EXACT, 40, 30))),
                new Measured("unsure", List.of(draw(EXACT, 40, 20), draw(EXACT, 40, 24))));
        Evaluation.Contrast contrast = evaluation.results().getLast().contrast().orElseThrow();
        assertThat(contrast.difference().value()).isCloseTo(22 / 40.0 - 30 / 40.0, within(1e-12));
        assertThat(evaluation.results().getLast().passEvery()).contains(0.5);
    }

    @Test
    void severalComparisonsAreHeldToOneLevel() {
        Evaluation evaluation = of(
                EXACT,
                new Measured("a", List.of(draw(EXACT, 40, 20))),
                new Measured("b", List.of(draw(EXACT, 40, 26))),
                new Measured("c", List.of(draw(EXACT, 40, 27))));
        assertThat(evaluation.results().subList(1, 3))
                .extracting(
                        result -> result.contrast().orElseThrow().difference().p())
                .containsExactly(0.03125, 0.015625);
        assertThat(evaluation.results().subList(1, 3))
                .extracting(result -> result.contrast().orElseThrow().adjusted())
                .containsExactly(0.03125, 0.03125);
    }

    @Test
    void eachObjectiveHasItsScoreAndOnlyDominatedPromptsLeaveTheFront() {
        Metric both = Metrics.weighted(List.of(
                new Metrics.Weighted(EXACT, 1),
                new Metrics.Weighted(Metrics.named("contains", Map.of(), Collections.emptySortedSet()), 1)));
        Evaluation evaluation = of(
                both,
                new Measured("worse", List.of(draw(both, 40, 20))),
                new Measured("better", List.of(draw(both, 40, 30))));
        assertThat(evaluation.objectives()).containsExactly("exact-match", "contains");
        assertThat(evaluation.results().getFirst().onFront()).isFalse();
        assertThat(evaluation.results().getLast().onFront()).isTrue();
        assertThat(evaluation.results().getLast().objectives())
                .extracting(Estimate::value)
                .containsExactly(0.75, 0.75);
    }

    @Test
    void slicesDivideTheExamples() {
        List<Evaluation.Slice> slices =
                of(EXACT, new Measured("a", List.of(draw(EXACT, 41, 30)))).slices();
        assertThat(slices).extracting(Evaluation.Slice::value).containsExactly("even", "odd");
        assertThat(slices).extracting(Evaluation.Slice::n).containsExactly(21, 20);
        assertThat(slices.getFirst().estimates().getFirst().value()).isCloseTo(15 / 21.0, within(1e-12));
    }

    @Test
    void anAggregateOverManyExamplesHasAnIntervalInSecondsThatAgreesWithTheBootstrap() {
        Metric macro = Metrics.named("macro-f1", Map.of(), new TreeSet<>(List.of("a", "b", "c")));
        Random random = new Random(5);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 2_400; i++) {
            String expected = List.of("a", "b", "c").get(random.nextInt(3));
            Answer answer = Answer.of(Example.of("e" + i, Map.of(), expected), random.nextInt(10) < 7 ? expected : "b");
            outcomes.add(new Outcome(answer, macro.score(answer)));
        }
        Interval jackknife = Estimates.of(outcomes, macro, 0.95).interval();
        Interval bootstrap = new Bootstrap(
                        outcomes.size(),
                        rows -> macro.aggregate(
                                Arrays.stream(rows).mapToObj(outcomes::get).toList()))
                .interval(0.95, 400, 1);
        assertThat(jackknife.low()).isCloseTo(bootstrap.low(), within(0.008));
        assertThat(jackknife.high()).isCloseTo(bootstrap.high(), within(0.008));
    }
}
