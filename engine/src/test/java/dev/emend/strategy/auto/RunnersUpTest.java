package dev.emend.strategy.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.search.Contest;
import dev.emend.search.ScoredSearch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Candidate 1 leads and has met all of forty validation examples. */
class RunnersUpTest {

    private static final int EXAMPLES = 40;

    private static ScoredSearch search(ScoredSearch.Scores scores, int candidates, int met) {
        ScoredSearch search = new ScoredSearch(candidates, EXAMPLES, scores);
        search.evaluate(List.of(search.candidate(1)), search.validation());
        for (int rival = 2; rival < candidates; rival++) {
            search.evaluate(
                    List.of(search.candidate(rival)), search.validation().subList(0, met));
        }
        search.lead(search.candidate(1));
        return search;
    }

    private static void meet(ScoredSearch search, int candidates) {
        new RunnersUp(
                        search,
                        new Contest(search, 4),
                        IntStream.range(1, candidates)
                                .mapToObj(search::candidate)
                                .toList(),
                        3,
                        4)
                .meet();
    }

    @Test
    void whoWasUnluckyOnAFewExamplesLeadsOnceItHasMetThemAll() {
        ScoredSearch search =
                search((candidate, example) -> candidate == 2 ? (example < 2 ? 0 : 1) : example % 2 == 0 ? 1 : 0, 3, 4);

        meet(search, 3);

        assertThat(search.leader().id()).isEqualTo(2);
        assertThat(search.scoreboard().outcomes(2, search.validation())).hasSize(EXAMPLES);
    }

    @Test
    void whoIsFarBehindCostsNothingMore() {
        ScoredSearch search = search((candidate, example) -> candidate == 1 ? 1 : 0, 4, 16);
        int before = search.evaluations;

        meet(search, 4);

        assertThat(search.evaluations).isEqualTo(before);
        assertThat(search.leader().id()).isEqualTo(1);
    }

    @Test
    void whoFallsBehindOnTheWayIsLeftThere() {
        ScoredSearch search =
                search((candidate, example) -> candidate == 1 ? 0.8 : candidate == 2 && example < 4 ? 1 : 0.2, 3, 4);

        meet(search, 3);

        assertThat(search.scoreboard().outcomes(2, search.validation()))
                .hasSizeGreaterThan(4)
                .hasSizeLessThan(EXAMPLES);
        assertThat(search.leader().id()).isEqualTo(1);
    }

    /** A rival that cannot meet the rest of validation cannot lead either: calls on it would be lost. */
    @Test
    void whoCannotMeetAllOfValidationCostsNothing() {
        ScoredSearch search = search((candidate, example) -> 0.5, 4, 4);
        search.allow(10);

        meet(search, 4);

        assertThat(search.callsLeft()).isEqualTo(10);
        assertThat(search.leader().id()).isEqualTo(1);
    }

    /** Without a second finalist nobody meets fresh examples, so nothing is kept for them. */
    @Test
    void theLastCallsGoToASecondFinalist() {
        ScoredSearch search = search((candidate, example) -> 0.5, 3, 24);
        search.allow(17);

        meet(search, 3);

        assertThat(search.scoreboard().outcomes(2, search.validation())).hasSize(EXAMPLES);
    }

    @Test
    void whoHasMetAllOfValidationFarBehindTakesNoPlace() {
        ScoredSearch search = search((candidate, example) -> candidate == 3 || candidate == 4 ? 0.75 : 0.9, 5, 20);
        search.evaluate(List.of(search.candidate(3), search.candidate(4)), search.validation());

        meet(search, 5);

        assertThat(search.scoreboard().outcomes(2, search.validation())).hasSize(EXAMPLES);
    }

    @Test
    void someCallsAreLeftForFreshExamples() {
        ScoredSearch search = search((candidate, example) -> 0.5, 4, 4);
        search.allow(36 + 36 + 7);

        meet(search, 4);

        assertThat(search.callsLeft()).isEqualTo(36 + 7);
    }
}
