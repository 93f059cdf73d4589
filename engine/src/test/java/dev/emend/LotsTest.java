package dev.emend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class LotsTest {

    private static final List<Integer> ALL = IntStream.range(0, 20).boxed().toList();

    @Test
    void theSameSeedAndLabelDrawTheSame() {
        assertThat(Lots.shuffled(ALL, Lots.random(7, "parents")))
                .isEqualTo(Lots.shuffled(ALL, Lots.random(7, "parents")));
    }

    @Test
    void anotherSeedOrLabelDrawsAnotherOrder() {
        List<Integer> drawn = Lots.shuffled(ALL, Lots.random(7, "parents"));

        assertThat(Lots.shuffled(ALL, Lots.random(8, "parents"))).isNotEqualTo(drawn);
        assertThat(Lots.shuffled(ALL, Lots.random(7, "children"))).isNotEqualTo(drawn);
    }

    @Test
    void aSmallerDrawIsTheBeginningOfALargerOne() {
        List<Integer> larger = Lots.drawn(ALL, 12, Lots.random(7, "parents"));

        assertThat(larger).hasSize(12).doesNotHaveDuplicates();
        assertThat(Lots.drawn(ALL, 5, Lots.random(7, "parents"))).isEqualTo(larger.subList(0, 5));
        assertThat(Lots.drawn(ALL, 50, Lots.random(7, "parents"))).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void theRouletteWheelDrawsInProportionToWeight() {
        UniformRandomProvider random = Lots.random(7, "wheel");
        int[] times = new int[3];

        for (int i = 0; i < 4000; i++) {
            times[Lots.weighted(List.of(0, 1, 2), index -> new double[] {0, 1, 3}[index], random)]++;
        }

        assertThat(times[0]).isZero();
        assertThat(times[2] / 4000.0).isCloseTo(0.75, within(0.03));
    }

    @Test
    void whereNothingHasWeightAnythingIsDrawn() {
        UniformRandomProvider random = Lots.random(7, "wheel");

        assertThat(IntStream.range(0, 200).map(i -> Lots.weighted(ALL, one -> 0, random)))
                .containsAll(ALL);
    }
}
