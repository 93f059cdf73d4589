package dev.emend.strategy.mipro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.search.Assignment;
import dev.emend.search.ScoredSearch;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriedPairsTest {

    private static final int EXAMPLES = 60;

    /** The seed is right on every second example; so are the others, and more: the share of what the seed gets wrong. */
    private static ScoredSearch search(double... extra) {
        return new ScoredSearch(
                extra.length,
                EXAMPLES,
                (candidate, example) -> example % 2 == 0 ? 1 : example / 2 % 10 < 10 * extra[candidate] ? 1 : 0);
    }

    /** DSPy takes the best mean, so the luckiest of the minibatches. */
    @Test
    void aDifferenceOnManyExamplesRanksBeforeALuckierOneOnAFew() {
        ScoredSearch search = search(0, 0.3, 0.5, 0, 0, 0);
        TriedPairs tried = new TriedPairs(search);
        search.evaluate(List.of(new Assignment(search.seed(), search.validation())));
        for (int id = 1; id < 6; id++) {
            int met = id == 2 ? EXAMPLES : 10;
            search.evaluate(List.of(
                    new Assignment(search.candidate(id), search.validation().subList(0, met))));
            tried.put(List.of(id, 0), search.candidate(id));
        }

        assertThat(search.scoreboard().score(1, search.validation().subList(0, 10)))
                .isGreaterThan(search.scoreboard().score(2, search.validation()));
        assertThat(tried.ranked()).first().isEqualTo(search.candidate(2));
        assertThat(tried.ranked().get(1)).isEqualTo(search.candidate(1));
    }
}
