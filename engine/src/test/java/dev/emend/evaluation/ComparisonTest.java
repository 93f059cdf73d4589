package dev.emend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final TreeSet<String> LABELS = new TreeSet<>(List.of("a", "b", "c", "d"));
    private static final Metric LABEL = Metrics.named("label", Map.of(), LABELS);
    private static final Metric MACRO = Metrics.named("macro-f1", Map.of(), LABELS);
    private static final Metric TOKENS = Metrics.named("token-f1", Map.of(), LABELS);

    private static List<Outcome> outcomes(
            Metric metric, int n, IntFunction<String> expected, IntFunction<String> output) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Example example = Example.of("e" + i, Map.of(), expected.apply(i));
            outcomes.add(new Outcome(
                    Answer.of(example, output.apply(i)), metric.score(Answer.of(example, output.apply(i)))));
        }
        return outcomes;
    }

    private static String label(int i) {
        return String.valueOf("abcd".charAt(Math.floorMod(i, 4)));
    }

    @Test
    void scoresOfZeroAndOneAreComparedByMcNemar() {
        List<Outcome> seed = outcomes(LABEL, 90, ComparisonTest::label, i -> label(i < 40 ? i : i + 1));
        List<Outcome> better = outcomes(LABEL, 90, ComparisonTest::label, i -> label(i >= 6 && i < 60 ? i : i + 1));
        Difference difference = Comparison.of(seed, better, LABEL, 1);
        assertThat(difference.value()).isCloseTo(14 / 90.0, within(1e-12));
        assertThat(difference.p()).isEqualTo(McNemar.p(20, 6));
        assertThat(difference.interval()).isEqualTo(Tango.interval(20, 6, 90, 0.95));
        assertThat(difference.test()).isEqualTo("exact McNemar");
        assertThat(difference.n()).isEqualTo(90);
        Difference mirrored = Comparison.of(better, seed, LABEL, 1);
        assertThat(mirrored.value()).isEqualTo(-difference.value());
        assertThat(mirrored.p()).isEqualTo(difference.p());
    }

    @Test
    void gradedScoresAreComparedBySignFlips() {
        List<Outcome> seed = outcomes(TOKENS, 60, i -> "red green", i -> i % 2 == 0 ? "red" : "blue");
        List<Outcome> better = outcomes(TOKENS, 60, i -> "red green", i -> i % 3 == 0 ? "red" : "red green");
        Difference difference = Comparison.of(seed, better, TOKENS, 1);
        assertThat(difference.test()).isEqualTo("sign-flip permutation (20,000 draws)");
        assertThat(difference.value()).isCloseTo(TOKENS.aggregate(better) - TOKENS.aggregate(seed), within(1e-12));
        assertThat(difference.p()).isLessThan(0.001);
        assertThat(difference.interval().low()).isBetween(0.2, difference.value());
        assertThat(difference).isEqualTo(Comparison.of(seed, better, TOKENS, 1));
        Difference few = Comparison.of(seed.subList(0, 8), better.subList(0, 8), TOKENS, 1);
        assertThat(few.test()).isEqualTo("sign-flip permutation (exact)");
    }

    @Test
    void anAggregateThatIsNoMeanIsPermutedAsAWhole() {
        List<Outcome> seed = outcomes(MACRO, 90, ComparisonTest::label, i -> i % 4 == 0 ? "b" : label(i));
        List<Outcome> better = outcomes(MACRO, 90, ComparisonTest::label, ComparisonTest::label);
        Difference difference = Comparison.of(seed, better, MACRO, 1);
        assertThat(difference.test()).isEqualTo("paired permutation of the aggregate (5,000 draws)");
        assertThat(difference.value()).isEqualTo(MACRO.aggregate(better) - MACRO.aggregate(seed));
        assertThat(difference.p()).isLessThan(0.001);
        assertThat(difference.interval().low()).isPositive();
        Estimate estimate = Estimates.of(seed, MACRO, 0.95);
        assertThat(estimate.value()).isEqualTo(MACRO.aggregate(seed));
        assertThat(estimate.value())
                .isBetween(estimate.interval().low(), estimate.interval().high());
    }

    @Test
    void rowsOfTheSameTextAreExchangedWhereTheirScoresDiffer() {
        Metric dearness = new Metric() {
            @Override
            public String name() {
                return "an aggregate that is no mean, of scores that are no matter of the text";
            }

            @Override
            public Score score(Answer answer) {
                return new Score(answer.effort().usage().total() / 100.0, "so many tokens");
            }

            @Override
            public double aggregate(List<Outcome> outcomes) {
                return Math.sqrt(outcomes.stream()
                        .mapToDouble(outcome -> outcome.score().value())
                        .average()
                        .orElse(0));
            }

            @Override
            public boolean aggregatesByMean() {
                return false;
            }
        };
        List<Outcome> dear = new ArrayList<>();
        List<Outcome> cheap = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Answer answer = Answer.of(Example.of("e" + i, Map.of(), "a"), "a");
            dear.add(new Outcome(answer, new Score(0.4, "dear")));
            cheap.add(new Outcome(answer, new Score(0.8, "cheap")));
        }
        assertThat(Comparison.of(dear, cheap, dearness, 1).p()).isLessThan(0.001);
    }

    @Test
    void withNothingToFindOneTestInTwentyAtMostFindsSomething() {
        for (Metric metric : List.of(LABEL, MACRO, TOKENS)) {
            SplittableRandom random = new SplittableRandom(4);
            int found = 0;
            for (int run = 0; run < 200; run++) {
                IntFunction<String> guess = i -> random.nextInt(3) > 0 ? label(i) : label(random.nextInt(4));
                List<Outcome> one = outcomes(metric, 20, ComparisonTest::label, guess);
                List<Outcome> other = outcomes(metric, 20, ComparisonTest::label, guess);
                found += Comparison.of(one, other, metric, run).p() <= 0.05 ? 1 : 0;
            }
            assertThat(found).as(metric.name()).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void twoPromptsWithTheSameAnswersDoNotDiffer() {
        for (Metric metric : List.of(LABEL, MACRO, TOKENS)) {
            List<Outcome> same = outcomes(metric, 30, ComparisonTest::label, i -> label(i * i));
            Difference difference = Comparison.of(same, same, metric, 1);
            assertThat(difference.value()).isZero();
            assertThat(difference.p()).isEqualTo(1);
            assertThat(difference.interval().low()).isNegative();
            assertThat(difference.interval().high()).isPositive();
        }
    }

    @Test
    void groupsOfOneChangeNothing() {
        for (Metric metric : List.of(LABEL, MACRO, TOKENS)) {
            List<Outcome> seed = outcomes(metric, 40, ComparisonTest::label, i -> label(i < 20 ? i : i + 1));
            List<Outcome> better = outcomes(metric, 40, ComparisonTest::label, i -> label(i < 30 ? i : i + 2));
            assertThat(Comparison.of(seed, better, metric, 3, Example::id))
                    .isEqualTo(Comparison.of(seed, better, metric, 3));
        }
    }

    /** Ten copies of every example, as if they were ten examples. */
    @Test
    void groupsThatRiseAndFallTogetherProveNoMoreThanOneExampleEach() {
        for (Metric metric : List.of(LABEL, MACRO)) {
            List<Outcome> seed = outcomes(metric, 60, i -> label(i / 10), i -> label(i / 10 < 2 ? i / 10 : i / 10 + 1));
            List<Outcome> better = outcomes(metric, 60, i -> label(i / 10), i -> label(i / 10));
            Difference difference = Comparison.of(
                    seed,
                    better,
                    metric,
                    3,
                    example -> example.id().length() < 3 ? "0" : example.id().substring(0, 2));
            assertThat(Comparison.of(seed, better, metric, 3).p()).isLessThan(0.001);
            assertThat(difference.p()).as(metric.name()).isGreaterThanOrEqualTo(1 / 16.0);
            assertThat(difference.test()).contains("(exact, by 6 groups)");
            assertThat(difference.interval().low()).isLessThan(0.1);
            assertThat(difference.n()).isEqualTo(60);
        }
    }

    @Test
    void withNothingToFindGroupsDoNotMakeSomethingUp() {
        SplittableRandom random = new SplittableRandom(9);
        int found = 0;
        for (int run = 0; run < 200; run++) {
            boolean[] swap = new boolean[12];
            for (int group = 0; group < swap.length; group++) {
                swap[group] = random.nextBoolean();
            }
            List<Outcome> one = outcomes(LABEL, 60, ComparisonTest::label, i -> label(swap[i / 5] ? i : i + 1));
            List<Outcome> other = outcomes(LABEL, 60, ComparisonTest::label, i -> label(swap[i / 5] ? i + 1 : i));
            Difference difference = Comparison.of(
                    one,
                    other,
                    LABEL,
                    run,
                    example -> "g" + Integer.parseInt(example.id().substring(1)) / 5);
            found += difference.p() <= 0.05 ? 1 : 0;
        }
        assertThat(found).isLessThanOrEqualTo(18);
    }

    @Test
    void outcomesThatDoNotPairAreRefused() {
        List<Outcome> two = outcomes(LABEL, 2, ComparisonTest::label, ComparisonTest::label);
        assertThatThrownBy(() -> Comparison.of(two, two.reversed(), LABEL, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Comparison.of(List.of(), List.of(), LABEL, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
