package dev.emend.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.judge.MonotoneMap.Knot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line from a judge's scores to people's never falls, and is the nearest such line. */
class MonotoneMapTest {

    @Test
    void neighbours_in_the_wrong_order_are_pooled() {
        // The textbook case: 1, 3, 2, 4 becomes 1, 2.5, 2.5, 4.
        MonotoneMap map = MonotoneMap.fitted(new double[] {0, 0.2, 0.4, 0.6}, new double[] {0.1, 0.3, 0.2, 0.4});

        assertThat(map.knots()).containsExactly(new Knot(0, 0.1), new Knot(0.3, 0.25), new Knot(0.6, 0.4));
    }

    @Test
    void a_judge_in_reverse_is_worth_the_mean_of_people() {
        MonotoneMap map = MonotoneMap.fitted(new double[] {0, 0.5, 1}, new double[] {0.9, 0.6, 0.3});

        assertThat(map.apply(0)).isCloseTo(0.6, within(1e-9));
        assertThat(map.apply(1)).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void equal_scores_are_one_place_whatever_their_order() {
        MonotoneMap one = MonotoneMap.fitted(new double[] {0.5, 0.5, 0.9}, new double[] {0.8, 0.2, 0.7});
        MonotoneMap other = MonotoneMap.fitted(new double[] {0.9, 0.5, 0.5}, new double[] {0.7, 0.2, 0.8});

        assertThat(one).isEqualTo(other);
        assertThat(one.apply(0.5)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void it_is_straight_between_knots_and_level_beyond() {
        MonotoneMap map = new MonotoneMap(List.of(new Knot(0.2, 0.4), new Knot(0.6, 0.8)));

        assertThat(map.apply(0.4)).isCloseTo(0.6, within(1e-9));
        assertThat(map.apply(0)).isEqualTo(0.4);
        assertThat(map.apply(1)).isEqualTo(0.8);
    }

    @Test
    void a_text_gives_it_back() {
        MonotoneMap map = MonotoneMap.fitted(new double[] {0.1, 0.35, 0.8}, new double[] {0, 1 / 3.0, 1});

        assertThat(MonotoneMap.parse(map.text())).isEqualTo(map);
        assertThatThrownBy(() -> MonotoneMap.parse("0.5:0.6,0.4:0.7")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MonotoneMap.parse("0.5")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MonotoneMap.parse("0.1:0.9,0.4:0.7")).isInstanceOf(IllegalArgumentException.class);
    }
}
