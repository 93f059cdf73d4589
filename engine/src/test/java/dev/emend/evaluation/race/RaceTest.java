package dev.emend.evaluation.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RaceTest {

    private static double[][] scores(Race race, double[][] matrix) {
        List<Integer> block = race.nextBlock();
        return race.field().stream()
                .map(candidate -> block.stream()
                        .mapToDouble(example -> matrix[candidate][example])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static List<Elimination> run(Race race, double[][] matrix) {
        List<Elimination> eliminations = new ArrayList<>();
        while (!race.over()) {
            eliminations.addAll(race.observe(scores(race, matrix)));
        }
        return eliminations;
    }

    /** Right on the first {@code shares[i]} of n examples where the candidate's own die agrees. */
    private static double[][] matrix(int n, long seed, double... shares) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] matrix = new double[shares.length][n];
        for (double[] row : matrix) {
            Arrays.setAll(row, example -> 0);
        }
        for (int example = 0; example < n; example++) {
            double difficulty = random.nextDouble();
            for (int i = 0; i < shares.length; i++) {
                matrix[i][example] = 0.7 * difficulty + 0.3 * random.nextDouble() < shares[i] ? 1 : 0;
            }
        }
        return matrix;
    }

    private static int best(double[][] matrix) {
        double[] sums = Arrays.stream(matrix)
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
        int best = 0;
        for (int i = 1; i < sums.length; i++) {
            best = sums[i] > sums[best] ? i : best;
        }
        return best;
    }

    private static Order order(boolean informed, double[][] matrix, long seed) {
        return informed ? Order.informed(matrix, seed) : Order.uniform(matrix[0].length, seed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOneThatFullScoringWouldChooseIsDroppedInAtMostOneRaceInTwenty(boolean informed) {
        int dropped = 0;
        for (int run = 0; run < 1_000; run++) {
            // Equals, so that the best is ahead by as little as can be.
            double[][] matrix = matrix(60, run, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6);
            Race race = new Race(8, order(informed, matrix(60, -run - 1, 0.5, 0.6, 0.7), run), Rules.of(5));
            run(race, matrix);
            dropped += race.field().contains(best(matrix)) ? 0 : 1;
        }
        assertThat(dropped).isLessThanOrEqualTo((int) (50 + 3 * Math.sqrt(1_000 * 0.05 * 0.95)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hopelessCandidatesAreNotPaidForToTheEnd(boolean informed) {
        double[][] matrix = matrix(150, 3, 0.3, 0.75, 0.2, 0.35, 0.3, 0.25);
        Race race = new Race(6, order(informed, matrix(150, 3, 0.3, 0.6), 1), Rules.of(6));
        List<Elimination> eliminations = run(race, matrix);
        assertThat(race.leader()).isEqualTo(1);
        assertThat(race.field()).containsExactly(1);
        assertThat(race.evaluations()).isLessThan(6 * 150 / 2);
        assertThat(eliminations).hasSize(5).allSatisfy(elimination -> {
            assertThat(elimination.evidence()).isGreaterThanOrEqualTo(20);
            assertThat(elimination.why("candidate 1"))
                    .matches("behind candidate 1 by \\d+\\.\\d points on \\d+ examples, e = \\S+");
        });
    }

    @Test
    void whoCannotCatchUpIsDroppedByArithmetic() {
        double[][] matrix = {new double[20], new double[20]};
        Arrays.fill(matrix[1], 1);
        Race race = new Race(2, Order.uniform(20, 1), Rules.of(1).withAlpha(1e-9));
        List<Elimination> eliminations = run(race, matrix);
        assertThat(race.seen()).isEqualTo(11);
        assertThat(eliminations).singleElement().satisfies(elimination -> {
            assertThat(elimination.reason()).isEqualTo(Elimination.Reason.ARITHMETIC);
            assertThat(elimination.why("candidate 1"))
                    .isEqualTo("behind candidate 1 by 100.0 points on 11 examples, more than the other 9 could change");
        });
    }

    @Test
    void tiesGoToTheEarlierCandidate() {
        double[][] matrix = matrix(40, 5, 0.5, 0.5, 0.5);
        matrix[1] = matrix[0].clone();
        matrix[2] = matrix[0].clone();
        Race race = new Race(3, Order.uniform(40, 1), Rules.of(7));
        assertThat(run(race, matrix)).extracting(Elimination::leader).containsOnly(0);
        assertThat(race.leader()).isZero();
        assertThat(race.evaluations()).isEqualTo(120);
    }

    @Test
    void theLeaderIsNotSentHomeForTheRoundingOfItsSum() {
        double[][] matrix = {{0.3, 0.2, 0.1, 0.5}, {0.3, 0.2, 0.1, 0.5}};
        Arrays.setAll(matrix[1], i -> matrix[0][i] + 1e-13);
        Race race = new Race(2, Order.uniform(4, 1), Rules.of(3).withLimit(7));

        List<Elimination> eliminations = run(race, matrix);

        assertThat(eliminations).allSatisfy(one -> assertThat(one.candidate()).isEqualTo(1));
        assertThat(race.leader()).isZero();
    }

    @Test
    void theSameSeedRunsTheSameRaceAndMeetsEveryExampleOnce() {
        double[][] matrix = matrix(50, 8, 0.5, 0.6, 0.55);
        for (boolean informed : List.of(false, true)) {
            Race race = new Race(3, order(informed, matrix, 4), Rules.of(8).withAlpha(1e-12));
            Race again = new Race(3, order(informed, matrix, 4), Rules.of(8).withAlpha(1e-12));
            List<Integer> met = new ArrayList<>();
            while (!race.over()) {
                assertThat(race.nextBlock()).isEqualTo(again.nextBlock());
                met.addAll(race.nextBlock());
                assertThat(race.observe(scores(race, matrix))).isEqualTo(again.observe(scores(again, matrix)));
            }
            assertThat(met).doesNotHaveDuplicates();
            assertThat(race.seen()).isEqualTo(met.size());
        }
    }

    @Test
    void aLimitIsKeptBySendingTheWorstHome() {
        double[][] matrix = matrix(60, 8, 0.5, 0.6, 0.55, 0.6, 0.6, 0.5);
        for (long limit : new long[] {0, 5, 20, 100, 180, 359}) {
            Race race = new Race(6, Order.uniform(60, 2), Rules.of(8).withLimit(limit));
            List<Elimination> eliminations = run(race, matrix);
            assertThat(race.evaluations()).isLessThanOrEqualTo(limit);
            assertThat(race.leader()).isEqualTo(race.standings().getFirst());
            assertThatThrownBy(race::nextBlock).isInstanceOf(IllegalStateException.class);
            if (limit == 180) {
                assertThat(race.field()).hasSizeLessThanOrEqualTo(2);
                assertThat(race.evaluations()).isGreaterThan(120);
                assertThat(eliminations.getFirst().why("candidate 1")).contains("without proof");
            }
        }
    }

    @Test
    void indifferenceEndsARaceOfEqualsEarlier() {
        double[][] matrix = matrix(200, 8, 0.6, 0.6, 0.6, 0.6);
        Race strict = new Race(4, Order.uniform(200, 2), Rules.of(8));
        Race indifferent = new Race(4, Order.uniform(200, 2), Rules.of(8).withIndifference(0.1));
        run(strict, matrix);
        run(indifferent, matrix);
        assertThat(indifferent.evaluations()).isLessThan(strict.evaluations());
    }

    @Test
    void whatIsNoBlockIsRefused() {
        Race race = new Race(3, Order.uniform(50, 2), Rules.of(5));
        assertThatThrownBy(() -> race.observe(new double[3][5])).isInstanceOf(IllegalStateException.class);
        assertThat(race.nextBlock()).hasSize(5);
        assertThatThrownBy(() -> race.observe(new double[3][4])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> race.observe(new double[][] {{2, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Preferring contested examples makes the plain mean pessimistic; the weights undo it. */
    @Test
    void theWeightsOfAnInformedOrderUndoItsPreference() {
        double[] scores = new double[40];
        double[][] earlier = new double[2][40];
        Arrays.setAll(scores, example -> example % 5 < 3 ? 1 : 0);
        Arrays.setAll(earlier[0], example -> example % 3 == 0 || scores[example] == 0 ? 1 : 0);
        double mean = Arrays.stream(scores).average().orElseThrow();
        int runs = 20_000;
        double weighted = 0;
        double plain = 0;
        for (int run = 0; run < runs; run++) {
            Order.Draw draw = Order.informed(earlier, run).next();
            weighted += draw.weight() * scores[draw.example()] / runs;
            plain += scores[draw.example()] / runs;
        }
        assertThat(weighted).isCloseTo(mean, within(0.015));
        assertThat(Math.abs(plain - mean)).isGreaterThan(0.05);
    }

    @Test
    void anInformedOrderMeetsTheContestedExamplesFirstAndKnowsOfHoles() {
        double[][] earlier = new double[4][30];
        for (int candidate = 0; candidate < 4; candidate++) {
            for (int example = 0; example < 30; example++) {
                earlier[candidate][example] = example < 10 ? candidate % 2 : example < 20 ? 1 : Double.NaN;
            }
        }
        int[] first = new int[30];
        for (int seed = 0; seed < 6_000; seed++) {
            first[Order.informed(earlier, seed).next().example()]++;
        }
        // Uniform 1/60 each, and half of the rest by information: 1/4, 0 and the average of 1/8, of 3.75 in all.
        assertThat(IntStream.range(0, 10).map(i -> first[i]).sum()).isCloseTo(3_000, within(150));
        assertThat(IntStream.range(10, 20).map(i -> first[i]).sum()).isCloseTo(1_000, within(120));
        assertThat(IntStream.range(20, 30).map(i -> first[i]).sum()).isCloseTo(2_000, within(130));
    }
}
