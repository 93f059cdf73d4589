package dev.emend.strategy.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.emend.proposal.Blend;
import dev.emend.proposal.Graft;
import dev.emend.proposal.Reflection;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.ScoredSearch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each candidate is right on the first so many of ten examples; candidate 3 is a child of 1 and 2. */
class RacedTest {

    private final OperatorBandit bandit = new OperatorBandit(List.of(Graft.NAME, Reflection.NAME));

    private static ScoredSearch search(int... tenths) {
        return new ScoredSearch(tenths.length, 60, (candidate, example) -> example % 10 < tenths[candidate] ? 1 : 0);
    }

    private static Candidate child(ScoredSearch search, int id, List<Integer> parents, String operator) {
        return new Candidate(id, search.candidate(id).prompt(), parents, operator, "");
    }

    private static Raced begun(ScoredSearch search, OperatorBandit bandit) {
        Raced raced = new Raced(search, new Contest(search, 6), bandit);
        raced.race(
                List.of(child(search, 1, List.of(0), "demonstrate"), child(search, 2, List.of(0), "demonstrate")),
                "opening",
                Long.MAX_VALUE);
        return raced;
    }

    @Test
    void aChildIsCreditedWithWhatItGainsOnTheBetterOfItsParents() {
        ScoredSearch worseThanOne = search(1, 3, 9, 6);
        begun(worseThanOne, bandit)
                .race(List.of(child(worseThanOne, 3, List.of(1, 2), Graft.NAME)), "step 1", Long.MAX_VALUE);

        assertThat(bandit.expected(Graft.NAME))
                .as("three tenths behind the better")
                .isNegative();
    }

    @Test
    void aChildThatIsBetterThanBothParentsRaisesItsOperator() {
        ScoredSearch better = search(1, 3, 6, 9);
        begun(better, bandit).race(List.of(child(better, 3, List.of(1, 2), Graft.NAME)), "step 1", Long.MAX_VALUE);

        assertThat(bandit.expected(Graft.NAME)).isGreaterThan(bandit.expected(Reflection.NAME));
    }

    /** That all are better than a poor seed says nothing of what an operator gains on a better prompt. */
    @Test
    void childrenOfALeadingSeedAreComparedWithEachOther() {
        ScoredSearch search = search(1, 6, 6);
        new Raced(search, new Contest(search, 6), bandit)
                .race(equalChildrenOfTheSeed(search, 1, 2), "opening", Long.MAX_VALUE);

        assertNeitherIsCredited();
    }

    private void assertNeitherIsCredited() {
        assertThat(bandit.expected(Graft.NAME)).isCloseTo(0, offset(0.01));
        assertThat(bandit.expected(Reflection.NAME)).isCloseTo(0, offset(0.01));
    }

    private static List<Candidate> equalChildrenOfTheSeed(ScoredSearch search, int first, int second) {
        return List.of(
                child(search, first, List.of(0), Graft.NAME), child(search, second, List.of(0), Reflection.NAME));
    }

    @Test
    void childrenOfTheSeedAreComparedWithEachOtherWhenASearchStartsAnewToo() {
        ScoredSearch search = search(1, 3, 5, 8, 8);
        begun(search, bandit).race(equalChildrenOfTheSeed(search, 3, 4), "step 1", Long.MAX_VALUE);

        assertNeitherIsCredited();
    }

    @Test
    void aBlendCanBePaidForWhereNothingIsLimited() {
        ScoredSearch search = search(3, 5);
        Raced raced = new Raced(search, new Contest(search, 6), bandit);

        assertThat(raced.affordsBlend(Long.MAX_VALUE)).isTrue();
        search.allow(150);
        assertThat(raced.affordsBlend(40))
                .as("110 of the 120 that its test takes")
                .isFalse();
        assertThat(raced.affordsBlend(30)).isTrue();
    }

    /** Such as a leader of before, which has met all of validation too. */
    @Test
    void whoIsFarBehindTheLeaderIsNoFinalist() {
        ScoredSearch search = search(1, 3, 8, 8);
        Raced raced = begun(search, bandit);
        raced.race(List.of(search.candidate(3)), "later", Long.MAX_VALUE);
        for (int id = 0; id <= 3; id++) {
            search.evaluate(List.of(search.candidate(id)), search.validation());
        }

        assertThat(raced.best(3)).extracting(Candidate::id).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void ofBlendsOnlyOneThatPassedTheTestMayLeadLater() {
        ScoredSearch search = search(3, 5, 5, 9, 8);
        Raced raced = new Raced(search, new Contest(search, 6), bandit);
        raced.race(List.of(search.candidate(1), search.candidate(2)), "first", Long.MAX_VALUE);

        raced.race(
                List.of(child(search, 3, List.of(1, 2), Blend.NAME), child(search, 4, List.of(1, 2), Blend.NAME)),
                "second",
                Long.MAX_VALUE);

        assertThat(raced.eligible()).extracting(Candidate::id).containsExactly(0, 1, 2, 3);
    }
}
