package dev.emend.strategy.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.prompt.Demonstration;
import dev.emend.search.Candidate;
import dev.emend.search.ScoredSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forty validation examples, numbered from 0, and ten train examples behind them. */
class FreshFinalsTest {

    private static ScoredSearch search(ScoredSearch.Scores scores) {
        ScoredSearch search = new ScoredSearch(3, 40, scores).withTrain(10);
        search.evaluate(List.of(search.candidate(1), search.candidate(2)), search.validation());
        search.lead(search.candidate(1));
        return search;
    }

    private static void decide(ScoredSearch search, int seen) {
        new FreshFinals(search)
                .decide(
                        List.of(search.candidate(1), search.candidate(2)),
                        search.train().subList(0, seen));
    }

    @Test
    void freshExamplesDecideBetweenThoseThatValidationCannotTellApart() {
        ScoredSearch search = search((candidate, example) -> example < 40 ? 0.8 : candidate == 2 ? 1 : 0);

        decide(search, 4);

        assertThat(search.leader().id()).isEqualTo(2);
    }

    @Test
    void examplesThatProposalsWereWrittenFromSayNothing() {
        ScoredSearch search = search((candidate, example) -> example < 40 ? 0.8 : candidate == 2 ? 1 : 0);

        decide(search, 10);

        assertThat(search.leader().id()).isEqualTo(1);
    }

    /** A chain's step sees each element of a list as an example, and is scored on the whole row. */
    @Test
    void elementsOfARowThatProposalsWereWrittenFromSayNothingAndARowCountsOnce() {
        List<Integer> met = new ArrayList<>();
        ScoredSearch search = search((candidate, example) -> {
                    if (example >= 40 && candidate == 1) {
                        met.add(example - 40);
                    }
                    return 0.8;
                })
                .withElements(2);

        decide(search, 1);

        assertThat(met).extracting(element -> element / 2).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    /** In the file's order, the first are all of one label. */
    @Test
    void theFreshExamplesAreDrawnFromTheWholeOfTrain() {
        List<Integer> met = new ArrayList<>();
        ScoredSearch search = search((candidate, example) -> {
            if (example >= 40) {
                met.add(example);
            }
            return 0.8;
        });
        search.allow(6);

        decide(search, 0);

        assertThat(met).hasSize(6).isNotEqualTo(List.of(40, 41, 42, 40, 41, 42));
    }

    @Test
    void ofEqualsTheShortestLeads() {
        ScoredSearch search = search((candidate, example) -> 0.8);
        search.lead(search.candidate(2));

        decide(search, 0);

        assertThat(search.leader().id()).isEqualTo(1);
    }

    @Test
    void ofEqualsTheShortestLeadsAlsoWhereNoCallIsLeft() {
        ScoredSearch search = search((candidate, example) -> 0.8);
        search.lead(search.candidate(2));
        search.allow(0);

        decide(search, 0);

        assertThat(search.leader().id()).isEqualTo(1);
    }

    /** Also where a person wrote it, and no id says which example it is. */
    @Test
    void nobodyMeetsWhatAFinalistShows() {
        ScoredSearch search = search((candidate, example) -> 0.8);
        Candidate showing = new Candidate(
                2,
                search.candidate(2)
                        .prompt()
                        .withDemonstrations(List.of(new Demonstration("", Map.of("x", "train 9"), "y"))),
                List.of(0),
                "demonstrate",
                "");

        new FreshFinals(search).decide(List.of(search.candidate(1), showing), List.of());

        assertThat(search.scoreboard().outcomes(1, search.train())).hasSize(9);
    }
}
