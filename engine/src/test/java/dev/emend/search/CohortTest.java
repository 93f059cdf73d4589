package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CohortTest {

    @Test
    void theGreatestNumberThatFitsIsFound() {
        for (int most = 0; most <= 9; most++) {
            for (int fitting = 0; fitting <= 10; fitting++) {
                int limit = fitting;

                assertThat(Cohort.greatest(most, count -> count <= limit))
                        .as("%d of %d", fitting, most)
                        .isEqualTo(Math.min(most, fitting));
            }
        }
    }

    /** A width of a million is no reason to think for minutes. */
    @Test
    void itIsFoundInAFewTries() {
        AtomicInteger tries = new AtomicInteger();

        int greatest = Cohort.greatest(1_000_000, count -> {
            tries.incrementAndGet();
            return count <= 7;
        });

        assertThat(greatest).isEqualTo(7);
        assertThat(tries.get()).isLessThan(30);
    }
}
