package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {

    @Test
    void whereNobodyChallengesTheSeedItsStandingIsMeasuredAllTheSame() {
        ScoredSearch search = new ScoredSearch(1, 60, (candidate, example) -> 0.5);
        Contest contest = new Contest(search, 6);

        contest.race(List.of(), "first");
        contest.race(List.of(), "second");

        assertThat(search.evaluations).isEqualTo(6);
    }

    @Test
    void aSingleValidationExampleDecides() {
        ScoredSearch search = new ScoredSearch(3, 1, (candidate, example) -> candidate == 2 ? 1 : 0);

        new Contest(search, 4).race(List.of(search.candidate(1), search.candidate(2)), "label");

        assertThat(search.leader().id()).isEqualTo(2);
    }
}
