package dev.emend.strategy.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.search.ScoredSearch;
import org.junit.jupiter.api.Test;

class HeadroomTest {

    @Test
    void aSeedThatIsAlwaysRightLeavesNothingToGain() {
        ScoredSearch search = new ScoredSearch(1, 100, (candidate, example) -> 1);

        assertThat(Headroom.isThere(search, search.validation().subList(0, 60))).isFalse();
    }

    @Test
    void aSeedThatIsOftenWrongLeavesSomething() {
        ScoredSearch search = new ScoredSearch(1, 100, (candidate, example) -> example % 2);

        assertThat(Headroom.isThere(search, search.validation().subList(0, 24))).isTrue();
    }

    /** Right on each of the first sixteen, and then on every second. */
    @Test
    void aLuckyFirstLookIsNotBelieved() {
        ScoredSearch search =
                new ScoredSearch(1, 100, (candidate, example) -> example < 16 || example % 2 == 0 ? 1 : 0);

        assertThat(Headroom.isThere(search, search.validation().subList(0, 16))).isTrue();
    }

    /** Every score is 1, and yet the metric over all of them is 0: what counts is what the gate will count. */
    @Test
    void theMetricItselfDecidesAndNoMeanOfScores() {
        ScoredSearch search = new ScoredSearch("macro-f1", 1, 100, (candidate, example) -> 1);

        assertThat(Headroom.isThere(search, search.validation().subList(0, 60))).isTrue();
    }
}
