package dev.emend.strategy.protegi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.search.Assignment;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.ScoredSearch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BeamSelectionTest {

    private static final int BLOCK = 4;

    /** Right on the first so many of each ten examples, of sixty. */
    private static ScoredSearch search(int... tenths) {
        return new ScoredSearch(tenths.length, 60, (candidate, example) -> example % 10 < tenths[candidate] ? 1 : 0);
    }

    private static List<Candidate> field(ScoredSearch search, int size) {
        return IntStream.range(0, size).mapToObj(search::candidate).toList();
    }

    private static List<Integer> ids(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::id).toList();
    }

    @ParameterizedTest
    @EnumSource(BeamSelection.Rule.class)
    void theBestSurviveAndTheBestOfThemLeads(BeamSelection.Rule rule) {
        ScoredSearch search = search(3, 0, 9, 1, 7, 1);

        List<Candidate> beam = new BeamSelection(search, rule, 2, BLOCK, 1).survivors(field(search, 6), 200);

        assertThat(ids(beam)).containsExactly(2, 4);
        assertThat(search.leader().id()).isEqualTo(2);
        assertThat(search.dropped).containsOnlyKeys(0, 1, 3, 5);
        assertThat(search.evaluations).isLessThan(6 * 60);
    }

    @Test
    void aRaceKeepsToItsShare() {
        ScoredSearch search = search(5, 5, 6, 5, 6, 5);

        List<Candidate> beam =
                new BeamSelection(search, BeamSelection.Rule.RACE, 3, BLOCK, 1).survivors(field(search, 6), 90);

        assertThat(beam).hasSize(3);
        assertThat(search.evaluations).isLessThanOrEqualTo(90);
    }

    @Test
    void whatASurvivorMetInOneRaceItIsNotAskedAgainInTheNext() {
        ScoredSearch search = search(5, 6, 4, 6);
        BeamSelection selection = new BeamSelection(search, BeamSelection.Rule.RACE, 2, BLOCK, 1);
        List<Candidate> beam = selection.survivors(field(search, 3), 36);
        int before = search.evaluations;

        selection.survivors(List.of(beam.get(0), beam.get(1), search.candidate(3)), 36);

        assertThat(search.evaluations - before).isLessThanOrEqualTo(12);
    }

    @ParameterizedTest
    @EnumSource(BeamSelection.Rule.class)
    void whereThereIsRoomForAllEveryoneIsTriedAndRanked(BeamSelection.Rule rule) {
        ScoredSearch search = search(0, 9);

        List<Candidate> beam = new BeamSelection(search, rule, 4, BLOCK, 1).survivors(field(search, 2), 8);

        assertThat(ids(beam)).containsExactly(1, 0);
        assertThat(search.scoreboard().outcomes(0, search.validation())).hasSizeGreaterThanOrEqualTo(BLOCK);
        assertThat(search.dropped).isEmpty();
    }

    /** Where the first examples are easy, whoever has met no others has the higher score, and is no better for that. */
    @ParameterizedTest
    @EnumSource(BeamSelection.Rule.class)
    void nobodyGainsByHavingMetEasyExamplesOnly(BeamSelection.Rule rule) {
        Set<Integer> easy = new HashSet<>();
        ScoredSearch search = new ScoredSearch(3, 60, (candidate, example) -> easy.contains(example) ? 1 : 0);
        new Contest(search, BLOCK)
                .development(BLOCK)
                .forEach(example -> easy.add(search.validation().indexOf(example)));
        search.evaluate(List.of(new Assignment(search.seed(), search.validation())));

        List<Candidate> beam = new BeamSelection(search, rule, 1, BLOCK, 1).survivors(field(search, 3), 12);

        assertThat(ids(beam)).containsExactly(0);
        assertThat(search.scoreboard().outcomes(2, search.validation())).hasSizeLessThan(60);
    }
}
