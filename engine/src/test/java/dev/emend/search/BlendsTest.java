package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.emend.proposal.Blend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Candidates 1 and 2 are the parents of a blend, candidate 3; each is right on the first so many of ten examples. */
class BlendsTest {

    private static ScoredSearch search(int... tenths) {
        return new ScoredSearch(tenths.length, 60, (candidate, example) -> example % 10 < tenths[candidate] ? 1 : 0);
    }

    private static Candidate blend(ScoredSearch search) {
        return new Candidate(3, search.candidate(3).prompt(), List.of(1, 2), Blend.NAME, "");
    }

    private static Blends.Raced raced(ScoredSearch search, List<Candidate> cohort) {
        List<Candidate> known = List.of(search.seed(), search.candidate(1), search.candidate(2));
        return new Blends(search, new Contest(search, 6)).race(cohort, known, "label", Long.MAX_VALUE);
    }

    @Test
    void aBlendLeadsOnceItIsProvedBetterThanBothParents() {
        ScoredSearch search = search(3, 5, 5, 9);
        search.lead(search.candidate(1));

        Blends.Raced raced = raced(search, List.of(blend(search)));

        assertThat(search.leader().id()).isEqualTo(3);
        assertThat(raced.refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blend", "blend-differences", "breed", "cross-over", "mutate-differences"})
    void aBlendThatIsAheadOfTheLeaderAndNotOfAParentIsRefused(String operator) {
        ScoredSearch search = search(3, 5, 9, 9);
        Candidate blend = new Candidate(3, search.candidate(3).prompt(), List.of(1, 2), operator, "");

        Blends.Raced raced = raced(search, List.of(blend));

        assertThat(search.leader().id()).isZero();
        assertThat(raced.refused()).contains(blend);
        assertThat(search.dropped).containsKey(3);
    }

    /** A blend that is right where its parents are and on so many examples more. */
    @ParameterizedTest
    @CsvSource({"2, false", "3, true"})
    void twoMoreRightAnswersAreNoProof(int more, boolean leads) {
        ScoredSearch search = new ScoredSearch(
                4, 60, (candidate, example) -> example < 30 || candidate == 3 && example < 30 + more ? 1 : 0);
        search.lead(search.candidate(1));

        raced(search, List.of(blend(search)));

        assertThat(search.leader().id()).isEqualTo(leads ? 3 : 1);
    }

    @Test
    void aBlendOfFourHasToSurpassEachOfThem() {
        ScoredSearch search = search(3, 5, 5, 9, 9);
        List<Candidate> known = List.of(search.seed(), search.candidate(1), search.candidate(2), search.candidate(3));
        Candidate blend = new Candidate(4, search.candidate(4).prompt(), List.of(0, 1, 2, 3), "mutate-differences", "");

        Blends.Raced raced =
                new Blends(search, new Contest(search, 6)).race(List.of(blend), known, "label", Long.MAX_VALUE);

        assertThat(raced.refused()).contains(blend);
    }

    @Test
    void theTestIsNotBegunWhereTheCallsLeftAreTooFewForIt() {
        ScoredSearch search = search(3, 5, 5, 9);
        search.lead(search.candidate(1));
        search.allow(100);

        Blends.Raced raced = raced(search, List.of(blend(search)));

        assertThat(search.leader().id()).isEqualTo(1);
        assertThat(raced.refused()).contains(blend(search));
        assertThat(search.dropped.get(3)).contains("too few to prove it");
        assertThat(search.callsLeft()).isPositive();
    }

    /** The test and an example or two: keeping the test's calls would leave no race, and so nothing to test. */
    @Test
    void aRaceIsNotGivenUpForATest() {
        ScoredSearch search = search(3, 9, 3, 9);
        search.evaluate(List.of(search.seed()), search.validation());
        search.allow(2L * 60 + 1);

        new Blends(search, new Contest(search, 6))
                .race(
                        List.of(search.candidate(1), blend(search)),
                        List.of(search.seed(), search.candidate(1), search.candidate(2)),
                        "label",
                        Long.MAX_VALUE);

        assertThat(search.leader().id()).isEqualTo(1);
    }

    @Test
    void aBudgetThatEndsBeforeTheTestDoesNotEndWithTheBlend() {
        int[] tenths = {3, 5, 5, 9};
        for (int limit = 1; limit < 240; limit++) {
            int most = limit;
            int[] calls = {0};
            ScoredSearch search = new ScoredSearch(4, 60, (candidate, example) -> {
                if (++calls[0] > most) {
                    throw new IllegalStateException("the budget has ended");
                }
                return example % 10 < tenths[candidate] ? 1 : 0;
            });
            search.lead(search.candidate(1));

            Throwable ended = catchThrowable(() -> raced(search, List.of(blend(search))));

            assertThat(search.leader().id()).isEqualTo(ended == null ? 3 : 1);
        }
    }

    @Test
    void whoLedWhenABlendPassedItStaysAheadOfThoseBehind() {
        ScoredSearch search = search(3, 5, 9, 9, 7);

        raced(search, List.of(blend(search), search.candidate(4)));

        assertThat(search.leader().id()).isEqualTo(4);
    }
}
