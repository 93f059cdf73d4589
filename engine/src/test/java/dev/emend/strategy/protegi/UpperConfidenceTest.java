package dev.emend.strategy.protegi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UpperConfidenceTest {

    @Test
    void everyArmIsTriedOnceBeforeAnyIsTriedAgain() {
        UpperConfidence arms = new UpperConfidence(5, 100, 1);

        assertThat(arms.next(2)).containsExactly(0, 1, 2, 3, 4);
        arms.observe(1, 1, 4);
        arms.observe(3, 1, 4);
        assertThat(arms.next(2)).containsExactly(0, 2, 4);
    }

    @Test
    void anArmThatWasNeverTriedDoesNotCountAsOneThatScoresZero() {
        UpperConfidence arms = new UpperConfidence(3, 100, 1);
        arms.observe(0, 0, 4);
        arms.observe(1, 0.2, 4);

        assertThat(arms.bound(2)).isInfinite();
        assertThat(arms.next(1)).containsExactly(2);
        assertThat(arms.standings()).containsExactly(1, 0);
    }

    /** Both n and t count examples, so a pull of eight is eight trials and not one. */
    @Test
    void theBoundCountsExamples() {
        UpperConfidence arms = new UpperConfidence(2, 100, 1);
        arms.observe(0, 0.5, 8);
        arms.observe(1, 0.75, 24);

        assertThat(arms.bound(0)).isCloseTo(0.5 + Math.sqrt(Math.log(32) / 8), within(1e-12));
        assertThat(arms.bound(1)).isCloseTo(0.75 + Math.sqrt(Math.log(32) / 24), within(1e-12));
    }

    @Test
    void whoHasMetLittleIsTriedBeforeWhoIsKnownToBeAsGood() {
        UpperConfidence arms = new UpperConfidence(2, 100, 1);
        arms.observe(0, 0.5, 40);
        arms.observe(1, 0.5, 4);

        assertThat(arms.next(1)).containsExactly(1);
    }

    @Test
    void withoutExplorationTheBestMeanIsTried() {
        UpperConfidence arms = new UpperConfidence(2, 100, 0);
        arms.observe(0, 0.6, 40);
        arms.observe(1, 0.5, 4);

        assertThat(arms.next(1)).containsExactly(0);
    }

    @Test
    void anArmThatHasMetEverythingIsNotTriedAgain() {
        UpperConfidence arms = new UpperConfidence(2, 10, 1);
        arms.observe(0, 1, 10);
        arms.observe(1, 0, 10);

        assertThat(arms.next(2)).isEmpty();
        assertThat(arms.standings()).containsExactly(0, 1);
    }

    @Test
    void ofEqualMeansTheOneThatRestsOnMoreIsAhead() {
        UpperConfidence arms = new UpperConfidence(2, 10, 1);
        arms.observe(0, 1, 2);
        arms.observe(1, 1, 10);

        assertThat(arms.standings()).containsExactly(1, 0);
    }
}
