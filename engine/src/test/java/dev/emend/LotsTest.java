package dev.emend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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
}
