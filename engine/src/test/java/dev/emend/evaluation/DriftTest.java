package dev.emend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DriftTest {

    private static Estimate share(int right, int n) {
        double[] scores = new double[n];
        Arrays.fill(scores, 0, right, 1);
        return Estimates.of(scores, 0.95);
    }

    /** Newcombe (1998), Table II, method 10: 56/70 against 48/80. */
    @Test
    void two_shares_have_newcombes_interval() {
        Drift drift = new Drift(share(48, 80), share(56, 70));

        assertThat(drift.value()).isCloseTo(0.2, within(1e-9));
        assertThat(drift.interval().low()).isCloseTo(0.0524, within(1e-4));
        assertThat(drift.interval().high()).isCloseTo(0.3339, within(1e-4));
        assertThat(drift.isTold()).isTrue();
    }

    @Test
    void a_small_change_on_few_examples_is_not_told_from_chance() {
        assertThat(new Drift(share(48, 60), share(43, 60)).isTold()).isFalse();
    }
}
