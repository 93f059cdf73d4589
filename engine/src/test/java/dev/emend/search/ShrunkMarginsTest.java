package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Candidate 1 leads with 0.5 on each of forty examples. */
class ShrunkMarginsTest {

    private static ScoredSearch search(double second, int met, double third, int others) {
        ScoredSearch search =
                new ScoredSearch(4, 40, (candidate, example) -> candidate == 2 ? second : candidate == 3 ? third : 0.5);
        search.evaluate(List.of(search.candidate(1)), search.validation());
        search.evaluate(List.of(search.candidate(2)), search.validation().subList(0, met));
        search.evaluate(List.of(search.candidate(3)), search.validation().subList(0, others));
        search.lead(search.candidate(1));
        return search;
    }

    private static ShrunkMargins margins(ScoredSearch search) {
        return new ShrunkMargins(
                search, new Contest(search, 4), List.of(search.candidate(1), search.candidate(2), search.candidate(3)));
    }

    @Test
    void aFewExamplesSayLessThanMany() {
        ScoredSearch few = search(0.9, 5, 0.1, 40);
        ScoredSearch many = search(0.9, 40, 0.1, 40);

        assertThat(margins(few).of(few.candidate(2))).isLessThan(0);
        assertThat(margins(many).of(many.candidate(2))).isCloseTo(0.4 * 40 / 65, within(1e-9));
    }

    @Test
    void ofTwoThatAreEquallyGoodOnWhatTheyMetMoreIsHopedOfTheOneThatIsKnownLess() {
        ScoredSearch search = search(0.5, 4, 0.5, 30);

        assertThat(margins(search).of(search.candidate(2)))
                .isEqualTo(margins(search).of(search.candidate(3)));
        assertThat(margins(search).hoped(search.candidate(2)))
                .isGreaterThan(margins(search).hoped(search.candidate(3)));
    }

    @Test
    void theLeaderIsTheMeasure() {
        ScoredSearch search = search(0.9, 40, 0.9, 40);

        assertThat(margins(search).of(search.candidate(1))).isZero();
    }

    @Test
    void aDifferenceOnManyExamplesCountsForMoreThanALargerOneOnAFew() {
        assertThat(ShrunkMargins.shrunk(0.20, 60, 0.05)).isGreaterThan(ShrunkMargins.shrunk(0.35, 10, 0.05));
        assertThat(ShrunkMargins.shrunk(0.35, 60, 0.05)).isGreaterThan(ShrunkMargins.shrunk(0.20, 60, 0.05));
        assertThat(ShrunkMargins.shrunk(0.35, 1_000_000, 0.05)).isCloseTo(0.35, within(0.001));
        assertThat(ShrunkMargins.shrunk(0.35, 0, 0.05)).isCloseTo(0.05, within(1e-12));
    }
}
