package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressiveSampleTest {

    private static final int VALIDATION = 40;

    /** @param right by candidate, how many of the first examples it is right on */
    private static ScoredSearch search(int... right) {
        ScoredSearch ordered = new ScoredSearch(1, VALIDATION, (candidate, example) -> 0);
        List<Integer> order = new Contest(ordered, 4)
                .development(VALIDATION).stream()
                        .map(ordered.validation()::indexOf)
                        .toList();
        return new ScoredSearch(
                right.length, VALIDATION, (candidate, example) -> order.indexOf(example) < right[candidate] ? 1 : 0);
    }

    private static ProgressiveSample scored(ScoredSearch search, List<Candidate> candidates, int size) {
        Contest contest = new Contest(search, 4);
        ProgressiveSample sample = new ProgressiveSample(search, contest, contest.finals(1), size);
        search.evaluate(candidates, sample.examples());
        return sample;
    }

    @Test
    void growsUntilTheLeaderMakesAnError() {
        ScoredSearch search = search(10, 0);
        List<Candidate> candidates = List.of(search.candidate(0), search.candidate(1));
        ProgressiveSample sample = scored(search, candidates, 4);

        assertThat(sample.showsError(candidates)).isTrue();

        assertThat(sample.size()).isEqualTo(16);
        assertThat(sample.score(search.candidate(0))).isEqualTo(10.0 / 16);
        assertThat(search.evaluations).isEqualTo(2 * 16);
    }

    @Test
    void staysAsItIsWhereTheLeaderMakesAnError() {
        ScoredSearch search = search(3);
        List<Candidate> candidates = List.of(search.candidate(0));
        ProgressiveSample sample = scored(search, candidates, 4);

        assertThat(sample.showsError(candidates)).isTrue();

        assertThat(sample.size()).isEqualTo(4);
    }

    @Test
    void whoeverIsBetterOnMoreExamplesLeads() {
        ScoredSearch search = search(5, VALIDATION);
        List<Candidate> candidates = List.of(search.candidate(0), search.candidate(1));
        ProgressiveSample sample = scored(search, candidates, 4);

        assertThat(sample.showsError(candidates)).isFalse();

        assertThat(search.leader()).isEqualTo(search.candidate(1));
        assertThat(sample.isWhole()).isTrue();
    }

    @Test
    void doesNotGrowIntoTheCallsOfTheFinals() {
        ScoredSearch search = search(10, 0);
        List<Candidate> candidates = List.of(search.candidate(0), search.candidate(1));
        ProgressiveSample sample = scored(search, candidates, 4);
        // Half of them is for the finals, and the candidates would take 2 x 4.
        search.allow(14);

        assertThat(sample.showsError(candidates)).isFalse();

        assertThat(sample.size()).isEqualTo(4);
        assertThat(search.evaluations).isEqualTo(2 * 4);
    }
}
