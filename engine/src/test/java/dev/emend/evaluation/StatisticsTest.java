package dev.emend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Against values of scipy and statsmodels; src/test/python/statistics_vectors.py makes them. */
class StatisticsTest {

    private static double[] numbers(String list) {
        return Arrays.stream(list.split(";")).mapToDouble(Double::parseDouble).toArray();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wilson.csv", numLinesToSkip = 1)
    void wilsonsIntervalIsStatsmodels(double successes, int n, double level, double low, double high) {
        Interval interval = Wilson.interval(successes, n, level);
        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
        assertThat(interval.level()).isEqualTo(level);
    }

    /** Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table I. */
    @Test
    void wilsonsIntervalIsNewcombes() {
        Interval interval = Wilson.interval(81, 263, 0.95);
        assertThat(interval.low()).isCloseTo(0.2553, within(5e-5));
        assertThat(interval.high()).isCloseTo(0.3662, within(5e-5));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "mcnemar.csv", numLinesToSkip = 1)
    void mcNemarsExactTestIsStatsmodels(int wins, int losses, double p) {
        assertThat(McNemar.p(wins, losses)).isCloseTo(p, within(1e-12));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "tango.csv", numLinesToSkip = 1)
    void tangosIntervalMaximizesTheLikelihood(
            double wins, double losses, int n, double level, double low, double high) {
        Interval interval = Tango.interval(wins, losses, n, level);
        assertThat(interval.low()).isCloseTo(low, within(1e-6));
        assertThat(interval.high()).isCloseTo(high, within(1e-6));
    }

    @Test
    void tangosIntervalHasAWidthAndStaysInRangeAtTheEdges() {
        double z = 1.959963984540054;
        assertThat(Tango.interval(0, 0, 50, 0.95).high()).isCloseTo(z * z / (50 + z * z), within(1e-9));
        assertThat(Tango.interval(0, 0, 50, 0.95).low()).isCloseTo(-z * z / (50 + z * z), within(1e-9));
        assertThat(Tango.interval(10, 0, 10, 0.95).high()).isCloseTo(1, within(1e-9));
        assertThat(Tango.interval(10, 0, 10, 0.95).low()).isBetween(0.3, 0.8);
        assertThat(Tango.interval(0, 10, 10, 0.95).low()).isCloseTo(-1, within(1e-9));
        assertThat(Tango.interval(1, 0, 1, 0.95).low()).isNegative();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "sign-flip.csv", numLinesToSkip = 1)
    void theSignFlipTestIsScipys(String differences, double p) {
        Swaps swaps = Swaps.ofMean(numbers(differences));
        assertThat(swaps.exact()).isTrue();
        assertThat(swaps.p(20_000, 1)).isCloseTo(p, within(1e-12));
    }

    @Test
    void aSampledSignFlipTestComesCloseToTheExactOneAndIsNeverZero() {
        double[] differences = new double[17];
        Arrays.setAll(differences, i -> (i % 3 == 0 ? -1 : 1) * (1 + i % 5) / 10.0);
        long extreme = 0;
        double observed = Math.abs(Arrays.stream(differences).sum()) - 1e-12;
        for (int signs = 0; signs < 1 << 17; signs++) {
            int flipped = signs;
            double sum = IntStream.range(0, 17)
                    .mapToDouble(i -> (flipped >> i & 1) == 1 ? -differences[i] : differences[i])
                    .sum();
            extreme += Math.abs(sum) >= observed ? 1 : 0;
        }
        Swaps swaps = Swaps.ofMean(differences);
        assertThat(swaps.exact()).isFalse();
        assertThat(swaps.p(20_000, 5)).isCloseTo(extreme / (double) (1 << 17), within(0.015));
        assertThat(swaps.p(20_000, 5)).isEqualTo(swaps.p(20_000, 5));
        double[] allBetter = new double[60];
        Arrays.fill(allBetter, 0.5);
        assertThat(Swaps.ofMean(allBetter).p(20_000, 1)).isEqualTo(1 / 20_001.0);
    }

    @Test
    void withoutAnyDifferenceNothingIsProved() {
        assertThat(Swaps.ofMean(new double[30]).p(20_000, 1)).isEqualTo(1);
        assertThat(McNemar.p(0, 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bca.csv", numLinesToSkip = 1)
    void theBootstrapIntervalIsScipys(String list, double low, double high) {
        double[] values = numbers(list);
        Interval interval = Bootstrap.ofMean(values).interval(0.95, 10_000, 3);
        double tolerance = 0.05 * (high - low);
        assertThat(interval.low()).isCloseTo(low, within(tolerance));
        assertThat(interval.high()).isCloseTo(high, within(tolerance));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bca-groups.csv", numLinesToSkip = 1, maxCharsPerColumn = 100_000)
    void theBootstrapOfWholeGroupsIsScipys(String list, String groups, double low, double high) {
        Clusters clusters = Clusters.of(List.of(groups.split(";")));
        Interval interval = Bootstrap.ofMean(numbers(list), clusters).interval(0.95, 10_000, 3);
        double tolerance = 0.05 * (high - low);
        assertThat(interval.low()).isCloseTo(low, within(tolerance));
        assertThat(interval.high()).isCloseTo(high, within(tolerance));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "sign-flip-groups.csv", numLinesToSkip = 1)
    void theSignFlipTestOfWholeGroupsIsScipys(String differences, String groups, double p) {
        Clusters clusters = Clusters.of(List.of(groups.split(";")));
        assertThat(Swaps.ofMean(numbers(differences), clusters).p(20_000, 1)).isCloseTo(p, within(1e-12));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "multiple.csv", numLinesToSkip = 1)
    void adjustedPValuesAreStatsmodels(String p, String holm, String benjaminiHochberg) {
        assertThat(MultipleComparisons.holm(numbers(p))).containsExactly(numbers(holm), within(1e-12));
        assertThat(MultipleComparisons.benjaminiHochberg(numbers(p)))
                .containsExactly(numbers(benjaminiHochberg), within(1e-12));
    }

    @Test
    void aPValueOutOfRangeIsRefused() {
        assertThatThrownBy(() -> MultipleComparisons.holm(new double[] {0.5, 1.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "noise.csv", numLinesToSkip = 1)
    void varianceComponentsAreThoseOfStatsmodelsAnalysisOfVariance(
            String list, int repeats, double between, double within, double correlation) {
        double[] flat = numbers(list);
        double[][] scores = new double[flat.length / repeats][];
        Arrays.setAll(scores, i -> Arrays.copyOfRange(flat, i * repeats, (i + 1) * repeats));
        Noise noise = Noise.of(scores);
        assertThat(noise.between()).isCloseTo(between, within(1e-12));
        assertThat(noise.within()).isCloseTo(within, within(1e-12));
        assertThat(noise.intraclassCorrelation()).isCloseTo(correlation, within(1e-12));
        assertThat(noise.mean()).isCloseTo(Arrays.stream(flat).average().orElseThrow(), within(1e-12));
    }

    @Test
    void theStandardErrorIsThatOfSimulatedPrompts() {
        SplittableRandom random = new SplittableRandom(5);
        double squares = 0;
        double predicted = 0;
        int runs = 2_000;
        for (int run = 0; run < runs; run++) {
            double[][] scores = new double[20][3];
            double sum = 0;
            for (double[] row : scores) {
                double own = random.nextDouble();
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextDouble() < own ? 1 : 0;
                    sum += row[i];
                }
            }
            squares += Math.pow(sum / 60 - 0.5, 2);
            predicted += Math.pow(Noise.of(scores).standardError(20, 3), 2);
        }
        assertThat(predicted / runs).isCloseTo(squares / runs, within(0.1 * squares / runs));
        assertThatThrownBy(() -> Noise.of(new double[][] {{1, 0}, {1}})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passProbabilitiesAreUnbiasedInTheNumberOfRepeats() {
        double[][] scores = {{1, 1, 1, 0}, {0, 0, 0, 0}, {1, 1, 1, 1}, {0, 1, 0, 1}};
        assertThat(PassK.all(scores, 1)).isCloseTo(9 / 16.0, within(1e-12));
        assertThat(PassK.all(scores, 2)).isCloseTo((3 / 6.0 + 0 + 1 + 1 / 6.0) / 4, within(1e-12));
        assertThat(PassK.any(scores, 2)).isCloseTo((1 + 0 + 1 + 5 / 6.0) / 4, within(1e-12));
        assertThat(PassK.any(scores, 4)).isCloseTo(0.75, within(1e-12));
        assertThatThrownBy(() -> PassK.all(scores, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void groupsOfOneChangeNothingAndTwinsCountOnce() {
        SplittableRandom random = new SplittableRandom(8);
        double[] single = random.doubles(40).toArray();
        double[] right = random.ints(40, 0, 2).asDoubleStream().toArray();
        List<String> alone = IntStream.range(0, 40).mapToObj(String::valueOf).toList();
        for (double[] scores : List.of(single, right)) {
            assertThat(Estimates.of(scores, 0.95, alone)).isEqualTo(Estimates.of(scores, 0.95));
            double[] twins =
                    IntStream.range(0, 80).mapToDouble(i -> scores[i / 2]).toArray();
            List<String> pairs =
                    IntStream.range(0, 80).mapToObj(i -> "g" + i / 2).toList();
            Interval clustered = Estimates.of(twins, 0.95, pairs).interval();
            Interval once = Estimates.of(scores, 0.95).interval();
            assertThat(clustered.high() - clustered.low()).isCloseTo(once.high() - once.low(), within(0.04));
        }
        assertThat(Estimates.of(new double[] {1, 1, 0, 1, 1, 1}, 0.95, List.of("a", "a", "b", "b", "c", "c"))
                        .interval())
                .isEqualTo(Wilson.interval(2.5, 3, 0.95));
        assertThatThrownBy(() -> Estimates.of(single, 0.95, List.of("a"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void estimatesPickTheirIntervalByTheScores() {
        double[] binary = {1, 0, 1, 1, 0, 1, 1, 1};
        assertThat(Estimates.of(binary, 0.95).interval()).isEqualTo(Wilson.interval(6, 8, 0.95));
        assertThat(Estimates.of(new double[] {0.5, 0.7}, 0.95).interval())
                .isEqualTo(Wilson.interval(0.5 + 0.7, 2, 0.95));
        double[] same = new double[30];
        Arrays.fill(same, 0.25);
        assertThat(Estimates.of(same, 0.95).interval()).isEqualTo(Wilson.interval(7.5, 30, 0.95));
        double[] graded = new SplittableRandom(2).doubles(50).toArray();
        Estimate estimate = Estimates.of(graded, 0.95);
        assertThat(estimate.value())
                .isBetween(estimate.interval().low(), estimate.interval().high());
        assertThat(estimate).isEqualTo(Estimates.of(graded, 0.95));
        assertThat(estimate.interval().high() - estimate.interval().low())
                .isLessThan(Wilson.interval(estimate.value() * 50, 50, 0.95).high()
                        - Wilson.interval(estimate.value() * 50, 50, 0.95).low());
        assertThatThrownBy(() -> Estimates.of(new double[0], 0.95)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "detectable.csv", numLinesToSkip = 1)
    void theDetectableDifferenceHasTheExactTestsPower(int n, double discordance, double difference) {
        assertThat(Detectable.difference(n, discordance)).isCloseTo(difference, within(1e-6));
    }

    @Test
    void theDetectableDifferenceIsWhatSimulationsFind() {
        int n = 90;
        double difference = Detectable.difference(n, 0.3);
        SplittableRandom random = new SplittableRandom(11);
        int shown = 0;
        for (int run = 0; run < 20_000; run++) {
            int wins = 0;
            int losses = 0;
            for (int pair = 0; pair < n; pair++) {
                double draw = random.nextDouble();
                wins += draw < (0.3 + difference) / 2 ? 1 : 0;
                losses += draw >= 0.7 + (0.3 + difference) / 2 ? 1 : 0;
            }
            shown += wins > losses && McNemar.p(wins, losses) <= 0.05 ? 1 : 0;
        }
        assertThat(shown / 20_000.0).isCloseTo(0.8, within(0.012));
    }

    @Test
    void tooFewPairsShowNothing() {
        for (int n = 0; n < 6; n++) {
            assertThat(Detectable.difference(n, 0.3)).isEqualTo(1);
        }
        assertThat(Detectable.difference(6, 0.3)).isLessThan(1);
        assertThatThrownBy(() -> Detectable.difference(10, 1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
