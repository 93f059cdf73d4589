package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contests with several survivors, and with a penalty. */
class SurvivorsTest {

    /** Right on the first so many of each ten examples. */
    private static ScoredSearch search(int... tenths) {
        return new ScoredSearch(tenths.length, 60, (candidate, example) -> example % 10 < tenths[candidate] ? 1 : 0);
    }

    private static List<Candidate> entrants(ScoredSearch search, int count) {
        return IntStream.range(0, count).mapToObj(search::candidate).toList();
    }

    private static List<Integer> ids(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::id).toList();
    }

    @Test
    void theBestSurviveAndTheBestOfThemLeads() {
        ScoredSearch search = search(5, 1, 9, 2, 7);

        List<Candidate> survivors =
                new Contest(search, 6).survivors(entrants(search, 5), 3, candidate -> 0, Long.MAX_VALUE, "label");

        assertThat(ids(survivors)).containsExactly(2, 4, 0);
        assertThat(search.leader().id()).isEqualTo(2);
        assertThat(search.dropped).containsOnlyKeys(1, 3);
        assertThat(search.evaluations).isLessThan(5 * 60);
    }

    @Test
    void aPenaltyDecidesWhoSurvives() {
        ScoredSearch search = search(5, 6, 7);

        List<Candidate> survivors = new Contest(search, 6)
                .survivors(entrants(search, 3), 1, candidate -> 0.15 * candidate.id(), Long.MAX_VALUE, "label");

        assertThat(ids(survivors)).containsExactly(0);
        assertThat(search.leader().id()).isZero();
    }

    @Test
    void aLimitIsKept() {
        ScoredSearch search = search(5, 5, 6, 5, 6, 5);

        List<Candidate> survivors =
                new Contest(search, 4).survivors(entrants(search, 6), 4, candidate -> 0, 72, "label");

        assertThat(survivors).hasSize(4);
        assertThat(search.evaluations).isLessThanOrEqualTo(72);
        assertThat(search.dropped.values()).hasSize(2).allMatch(why -> why.contains("without proof"));
    }

    @Test
    void whatIsOnTheScoreboardIsNotPaidForAgain() {
        ScoredSearch search = search(5, 6, 4, 6);
        Contest contest = new Contest(search, 4);
        List<Candidate> survivors = contest.survivors(entrants(search, 3), 2, candidate -> 0, 36, "same");
        int before = search.evaluations;

        contest.survivors(
                List.of(survivors.get(0), survivors.get(1), search.candidate(3)), 2, candidate -> 0, 36, "same");

        assertThat(search.evaluations - before).isLessThanOrEqualTo(12);
    }

    /** In a published implementation the last ranking forgot the penalty that every earlier one had. */
    @Test
    void theFinalsHonourThePenalty() {
        int[] tenths = {3, 6, 7};
        ScoredSearch plain = search(tenths);
        new Contest(plain, 6).finals(2).race(List.of(plain.candidate(1), plain.candidate(2)));
        assertThat(plain.leader().id()).isEqualTo(2);

        ScoredSearch search = search(tenths);
        new Contest(search, 6)
                .finals(2)
                .race(List.of(search.candidate(1), search.candidate(2)), candidate -> candidate.id() == 2 ? 0.2 : 0);

        assertThat(search.leader().id()).isEqualTo(1);
        assertThat(search.scoreboard().outcomes(1, search.validation())).hasSize(60);
    }

    @Test
    void withoutChallengersTheFinalsStillScoreTheSeed() {
        ScoredSearch search = search(5);

        new Contest(search, 6).finals(2).race(List.of(search.seed()), candidate -> 0);

        assertThat(search.scoreboard().outcomes(0, search.validation())).hasSize(60);
    }
}
