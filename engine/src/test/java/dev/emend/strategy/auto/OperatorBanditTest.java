package dev.emend.strategy.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class OperatorBanditTest {

    private final OperatorBandit bandit = new OperatorBandit(List.of("demonstrate", "reflect", "paraphrase"));

    private long drawnFirst(String operator, int draws) {
        long first = 0;
        for (int i = 0; i < draws; i++) {
            List<String> order = bandit.drawn(RandomSource.XO_RO_SHI_RO_128_PP.create((long) i));
            first += order.getFirst().equals(operator) ? 1 : 0;
        }
        return first;
    }

    @Test
    void beforeAnythingIsKnownEveryOperatorHasItsTurn() {
        assertThat(drawnFirst("demonstrate", 3000)).isBetween(880L, 1120L);
        assertThat(drawnFirst("paraphrase", 3000)).isBetween(880L, 1120L);
    }

    @Test
    void anOperatorThatImprovesIsDrawnMore() {
        for (int i = 0; i < 4; i++) {
            bandit.credit("demonstrate", 0.15, 40);
            bandit.credit("reflect", -0.05, 40);
        }

        assertThat(drawnFirst("demonstrate", 1000)).isGreaterThan(650);
        assertThat(bandit.expected("demonstrate")).isGreaterThan(0.03).isLessThan(0.15);
    }

    @Test
    void anOperatorThatWritesNothingReadableIsDrawnLess() {
        for (int i = 0; i < 12; i++) {
            bandit.fruitless("reflect");
        }
        bandit.credit("demonstrate", 0.1, 60);

        assertThat(drawnFirst("reflect", 1000)).isLessThan(drawnFirst("paraphrase", 1000));
    }

    @Test
    void aFewExamplesSayLittle() {
        bandit.credit("reflect", 1, 1);
        double few = bandit.expected("reflect");
        bandit.credit("demonstrate", 1, 60);

        assertThat(few).isLessThan(0.02);
        assertThat(bandit.expected("demonstrate")).isGreaterThan(5 * few);
    }

    @Test
    void theSameNumbersDrawTheSameOrder() {
        assertThat(bandit.drawn(RandomSource.XO_RO_SHI_RO_128_PP.create(9L)))
                .isEqualTo(bandit.drawn(RandomSource.XO_RO_SHI_RO_128_PP.create(9L)))
                .hasSize(3);
    }

    @Test
    void anOperatorOfNobodyIsNotLearnt() {
        bandit.credit("seed", 1, 60);

        assertThat(bandit.expected("seed")).isZero();
    }
}
