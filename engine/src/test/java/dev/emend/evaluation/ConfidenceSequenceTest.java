package dev.emend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceSequenceTest {

    private static final int PATHS = 2_000;
    /** 5 % of the paths, and three standard errors. */
    private static final int MOST_MISSES = (int) (PATHS * 0.05 + 3 * Math.sqrt(PATHS * 0.05 * 0.95));

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.93})
    void atMostOnePathInTwentyEverMissesTheMean(double mean) {
        SplittableRandom random = new SplittableRandom(1);
        int misses = 0;
        for (int path = 0; path < PATHS; path++) {
            ConfidenceSequence sequence = ConfidenceSequence.withReplacement(0.95);
            boolean missed = false;
            for (int t = 0; t < 100 && !missed; t++) {
                sequence.observe(random.nextDouble() < mean ? 1 : 0);
                missed = misses(sequence, mean);
            }
            misses += missed ? 1 : 0;
        }
        assertThat(misses).isLessThanOrEqualTo(MOST_MISSES);
    }

    @Test
    void atMostOnePathInTwentyEverMissesTheMeanOfAFinitePopulation() {
        SplittableRandom random = new SplittableRandom(2);
        double[] population = new double[80];
        Arrays.setAll(population, i -> i % 4 == 0 ? random.nextDouble() : 1);
        double mean = Arrays.stream(population).average().orElseThrow();
        int misses = 0;
        for (int path = 0; path < PATHS; path++) {
            ConfidenceSequence sequence = ConfidenceSequence.withoutReplacement(0.95, population.length);
            boolean missed = false;
            for (int t = 0; t < population.length; t++) {
                int drawn = t + random.nextInt(population.length - t);
                double value = population[drawn];
                population[drawn] = population[t];
                population[t] = value;
                sequence.observe(value);
                missed |= misses(sequence, mean);
            }
            misses += missed ? 1 : 0;
            assertThat(sequence.interval().low()).isCloseTo(mean, within(1e-9));
            assertThat(sequence.interval().high()).isCloseTo(mean, within(1e-9));
        }
        assertThat(misses).isLessThanOrEqualTo(MOST_MISSES);
    }

    private static boolean misses(ConfidenceSequence sequence, double mean) {
        Interval interval = sequence.interval();
        return interval.low() > mean + 1e-9 || interval.high() < mean - 1e-9;
    }

    @Test
    void theIntervalStartsWithEverythingNeverWidensAndIsOfUse() {
        ConfidenceSequence independent = ConfidenceSequence.withReplacement(0.95);
        ConfidenceSequence finite = ConfidenceSequence.withoutReplacement(0.95, 200);
        assertThat(independent.interval()).isEqualTo(new Interval(0, 1, 0.95));
        Interval before = independent.interval();
        for (int t = 0; t < 150; t++) {
            independent.observe(t % 5 == 0 ? 0 : 1);
            finite.observe(t % 5 == 0 ? 0 : 1);
            Interval now = independent.interval();
            assertThat(now.low()).isGreaterThanOrEqualTo(before.low());
            assertThat(now.high()).isLessThanOrEqualTo(before.high());
            before = now;
        }
        assertThat(before.low()).isBetween(0.6, 0.8);
        assertThat(before.high()).isBetween(0.8, 0.93);
        assertThat(finite.interval().high() - finite.interval().low()).isLessThan(0.7 * (before.high() - before.low()));
        assertThat(finite.seen()).isEqualTo(150);
    }

    @Test
    void whatIsSeenCannotBeUndone() {
        ConfidenceSequence sequence = ConfidenceSequence.withoutReplacement(0.95, 3);
        sequence.observe(1);
        sequence.observe(1);
        assertThat(sequence.interval().low()).isCloseTo(2 / 3.0, within(1e-12));
        sequence.observe(0);
        assertThat(sequence.interval()).isEqualTo(new Interval(2 / 3.0, 2 / 3.0, 0.95));
        assertThatThrownBy(() -> sequence.observe(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsNoScoreIsRefused() {
        assertThatThrownBy(() -> ConfidenceSequence.withReplacement(0.95).observe(1.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfidenceSequence.withReplacement(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Wager().observe(-1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void atMostOneWagerInTwentyEverRefutesWhatIsTrue() {
        SplittableRandom random = new SplittableRandom(3);
        int refuted = 0;
        for (int path = 0; path < PATHS; path++) {
            Wager wager = new Wager();
            for (int t = 0; t < 300; t++) {
                double draw = random.nextDouble();
                wager.observe(draw < 0.12 ? 1 : draw < 0.24 ? -1 : 0);
            }
            refuted += wager.highest() >= 20 ? 1 : 0;
        }
        assertThat(refuted).isLessThanOrEqualTo(MOST_MISSES);
    }

    /** The first bet: stakes g/(σ² + g²) for σ² = 1/5 and g = 1/16, 1/8, 1/4, none above 9/10. */
    @Test
    void oneWinPaysTheStakes() {
        Wager wager = new Wager();
        assertThat(wager.capital()).isEqualTo(1);
        wager.observe(1);
        double stakes = (1 / 16.0) / (0.2 + 1 / 256.0) + (1 / 8.0) / (0.2 + 1 / 64.0) + 0.9;
        assertThat(wager.capital()).isCloseTo(1 + stakes / 3, within(1e-12));
        wager.observe(-1);
        assertThat(wager.capital()).isLessThan(1);
        assertThat(wager.highest()).isCloseTo(1 + stakes / 3, within(1e-12));
    }

    @Test
    void aClearDifferenceIsProvedByFewPairs() {
        Wager wager = new Wager();
        int pairs = 0;
        while (wager.capital() < 20) {
            wager.observe(pairs % 4 == 3 ? -1 : pairs % 2);
            pairs++;
            wager.observe(1);
            pairs++;
        }
        assertThat(pairs).isLessThan(30);
    }
}
