package dev.emend.evaluation.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurvivorRaceTest {

    private static List<Elimination> run(SurvivorRace race, double[][] matrix, List<Integer> met) {
        List<Elimination> eliminations = new ArrayList<>();
        while (!race.over()) {
            List<Integer> block = race.nextBlock();
            met.addAll(block);
            eliminations.addAll(race.observe(race.field().stream()
                    .map(candidate -> block.stream()
                            .mapToDouble(example -> matrix[candidate][example])
                            .toArray())
                    .toArray(double[][]::new)));
        }
        return eliminations;
    }

    private static List<Elimination> run(SurvivorRace race, double[][] matrix) {
        return run(race, matrix, new ArrayList<>());
    }

    /** Harder examples are harder for everyone. */
    private static double[][] matrix(int n, long seed, double... shares) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] matrix = new double[shares.length][n];
        for (int example = 0; example < n; example++) {
            double difficulty = random.nextDouble();
            for (int i = 0; i < shares.length; i++) {
                matrix[i][example] = 0.7 * difficulty + 0.3 * random.nextDouble() < shares[i] ? 1 : 0;
            }
        }
        return matrix;
    }

    /** By sum less handicap over these examples, the lower number first of equals. */
    private static List<Integer> ranked(double[][] matrix, double[] handicaps, List<Integer> examples) {
        return IntStream.range(0, matrix.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> Math.round(1e6
                                * (examples.size() * handicaps[i]
                                        - examples.stream()
                                                .mapToDouble(example -> matrix[i][example])
                                                .sum())))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static List<Integer> all(double[][] matrix) {
        return IntStream.range(0, matrix[0].length).boxed().toList();
    }

    @Test
    void eachOfTheBestIsDroppedInAtMostOneRaceInTwenty() {
        int[] dropped = new int[3];
        for (int run = 0; run < 1_000; run++) {
            // Equals, so that the best are ahead by as little as can be.
            double[][] matrix = matrix(60, run, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6);
            SurvivorRace race = new SurvivorRace(3, new double[8], Order.uniform(60, run), Rules.of(5));
            run(race, matrix);
            List<Integer> best = ranked(matrix, new double[8], all(matrix));
            for (int i = 0; i < 3; i++) {
                dropped[i] += race.field().contains(best.get(i)) ? 0 : 1;
            }
        }
        assertThat(Arrays.stream(dropped).max().orElseThrow())
                .isLessThanOrEqualTo((int) (50 + 3 * Math.sqrt(1_000 * 0.05 * 0.95)));
    }

    @Test
    void withHandicapsTooEachOfTheBestIsDroppedInAtMostOneRaceInTwenty() {
        int[] dropped = new int[2];
        double[] handicaps = {0.2, 0, 0.1, 0.05, 0.15, 0};
        for (int run = 0; run < 1_000; run++) {
            double[][] matrix = matrix(60, run, 0.7, 0.5, 0.6, 0.55, 0.65, 0.5);
            SurvivorRace race = new SurvivorRace(2, handicaps, Order.uniform(60, run), Rules.of(5));
            run(race, matrix);
            List<Integer> best = ranked(matrix, handicaps, all(matrix));
            for (int i = 0; i < 2; i++) {
                dropped[i] += race.field().contains(best.get(i)) ? 0 : 1;
            }
        }
        assertThat(Arrays.stream(dropped).max().orElseThrow())
                .isLessThanOrEqualTo((int) (50 + 3 * Math.sqrt(1_000 * 0.05 * 0.95)));
    }

    @Test
    void isOverWhenTheHopelessAreGone() {
        double[][] matrix = matrix(150, 3, 0.2, 0.8, 0.15, 0.8, 0.2, 0.75);
        SurvivorRace race = new SurvivorRace(3, new double[6], Order.uniform(150, 1), Rules.of(6));

        List<Elimination> eliminations = run(race, matrix);

        assertThat(race.field()).containsExactly(1, 3, 5);
        assertThat(race.evaluations()).isLessThan(6 * 150 / 2);
        assertThat(eliminations)
                .hasSize(3)
                .allSatisfy(elimination -> assertThat(elimination.evidence()).isGreaterThanOrEqualTo(20));
    }

    /** A published race filtered its list of blocks by the mask of candidates, and so lost or mixed up what was known. */
    @Test
    void afterAPartialEliminationEveryScoreStillBelongsToWhoHasEarnedIt() {
        for (long seed = 0; seed < 20; seed++) {
            double[][] matrix = matrix(120, seed, 0.05, 0.55, 0.1, 0.6, 0.66, 0.72);
            SurvivorRace race = new SurvivorRace(2, new double[6], Order.uniform(120, seed), Rules.of(10));
            List<Integer> met = new ArrayList<>();

            List<Elimination> eliminations = run(race, matrix, met);

            // The first and the third go early; the others stay for longer.
            assertThat(eliminations.getFirst().candidate()).isIn(0, 2);
            assertThat(eliminations.getFirst().seen()).isLessThan(race.seen());
            for (Elimination elimination : eliminations) {
                double behind = met.subList(0, elimination.seen()).stream()
                        .mapToDouble(example ->
                                matrix[elimination.leader()][example] - matrix[elimination.candidate()][example])
                        .sum();
                assertThat(elimination.behind()).isEqualTo(behind);
            }
            List<Integer> field = race.field();
            assertThat(race.standings())
                    .isEqualTo(ranked(matrix, new double[6], met).stream()
                            .filter(field::contains)
                            .toList());
        }
    }

    @Test
    void aLimitLeavesExactlyTheWinners() {
        double[][] matrix = matrix(60, 8, 0.5, 0.6, 0.55, 0.6, 0.6, 0.5);
        for (long limit : List.of(30, 60, 120, 200)) {
            SurvivorRace race = new SurvivorRace(
                    4, new double[6], Order.uniform(60, 2), Rules.of(4).withLimit(limit));

            List<Elimination> eliminations = run(race, matrix);

            assertThat(race.evaluations()).isLessThanOrEqualTo(limit);
            assertThat(race.field()).hasSize(4);
            assertThat(eliminations).extracting(Elimination::reason).contains(Elimination.Reason.LIMIT);
        }
    }

    @Test
    void aHandicapCountsAsMuchAsScoresDo() {
        double[][] matrix = matrix(100, 4, 0.6, 0.6, 0.6);
        matrix[1] = matrix[0].clone();
        matrix[2] = matrix[0].clone();
        SurvivorRace race = new SurvivorRace(1, new double[] {0.3, 0, 0.01}, Order.uniform(100, 1), Rules.of(10));

        List<Elimination> eliminations = run(race, matrix);

        assertThat(race.standings().getFirst()).isEqualTo(1);
        assertThat(eliminations.getFirst().candidate()).isZero();
        assertThat(eliminations.getFirst().why("candidate 1")).startsWith("behind candidate 1 by 30.0 points on ");
    }

    @Test
    void whoCannotCatchUpIsDroppedByArithmetic() {
        double[][] matrix = new double[3][20];
        Arrays.fill(matrix[1], 1);
        Arrays.fill(matrix[2], 1);
        SurvivorRace race = new SurvivorRace(
                2, new double[3], Order.uniform(20, 1), Rules.of(1).withAlpha(1e-9));

        assertThat(run(race, matrix)).singleElement().satisfies(elimination -> {
            assertThat(elimination.candidate()).isZero();
            assertThat(elimination.reason()).isEqualTo(Elimination.Reason.ARITHMETIC);
            assertThat(elimination.seen()).isEqualTo(11);
        });
    }

    @Test
    void equalsAreScoredToTheEndAndTheEarlierOnesWin() {
        double[][] matrix = matrix(40, 5, 0.5, 0.5, 0.5, 0.5);
        Arrays.fill(matrix, matrix[0]);
        SurvivorRace race = new SurvivorRace(2, new double[4], Order.uniform(40, 1), Rules.of(7));
        run(race, matrix);

        assertThat(race.standings().subList(0, 2)).containsExactly(0, 1);
        assertThat(race.seen()).isEqualTo(40);
    }

    @Test
    void asManyPlacesAsCandidatesNeedNoRace() {
        SurvivorRace race = new SurvivorRace(3, new double[3], Order.uniform(10, 1), Rules.of(2));

        assertThat(race.over()).isTrue();
        assertThatThrownBy(race::nextBlock).isInstanceOf(IllegalStateException.class);
    }
}
