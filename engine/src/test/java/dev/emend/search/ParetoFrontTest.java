package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Answer;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {

    private static ParetoFront front(int[]... scores) {
        Scoreboard scoreboard = new Scoreboard(Metrics.named("exact-match", Map.of(), new TreeSet<>()));
        List<Example> examples = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (int e = 0; e < scores[0].length; e++) {
            examples.add(Example.of("e" + e, Map.of(), "x"));
        }
        for (int c = 0; c < scores.length; c++) {
            candidates.add(new Candidate(c, Prompt.of("p", "x", "y"), List.of(), "seed", ""));
            for (int e = 0; e < scores[c].length; e++) {
                scoreboard.add(
                        new Rollout(c, new Outcome(Answer.of(examples.get(e), ""), new Score(scores[c][e], "."))));
            }
        }
        return ParetoFront.of(candidates, examples, scoreboard);
    }

    @Test
    void aCandidateThatAloneSolvesAnExampleIsOnTheFront() {
        assertThat(front(new int[] {1, 1, 1, 0}, new int[] {0, 0, 0, 1}).wins()).isEqualTo(Map.of(0, 3, 1, 1));
    }

    @Test
    void aCandidateThatWinsOnlyWhereABetterOneDoesTooIsLeftOut() {
        assertThat(front(new int[] {1, 1, 1, 0}, new int[] {1, 1, 0, 0}).wins()).isEqualTo(Map.of(0, 4));
    }

    @Test
    void ofTwinsOneStays() {
        assertThat(front(new int[] {1, 0}, new int[] {1, 0}).wins()).hasSize(1);
    }

    @Test
    void whereEveryoneScoresZeroThereIsStillSomeoneToDraw() {
        ParetoFront front = front(new int[] {0, 0}, new int[] {0, 0});

        assertThat(front.sample(RandomSource.XO_RO_SHI_RO_128_PP.create(1L))).isBetween(0, 1);
    }

    @Test
    void drawsInProportionToWins() {
        ParetoFront front = front(new int[] {1, 1, 1, 0}, new int[] {0, 0, 0, 1});
        var random = RandomSource.XO_RO_SHI_RO_128_PP.create(5L);
        int first = 0;
        for (int i = 0; i < 4000; i++) {
            first += front.sample(random) == 0 ? 1 : 0;
        }

        assertThat(first).isBetween(2850, 3150);
    }

    @Test
    void whoHasMetLessThanTheLeaderIsPassedOver() {
        ScoredSearch search = new ScoredSearch(3, 6, (candidate, example) -> candidate == 2 ? 1 : example % 2);
        List<Candidate> pool = List.of(search.candidate(0), search.candidate(1), search.candidate(2));
        search.evaluate(pool.subList(0, 2), search.validation());
        search.evaluate(List.of(search.candidate(2)), search.validation().subList(0, 5));

        for (String label : List.of("a", "b", "c", "d")) {
            assertThat(ParetoFront.drawn(search, pool, search.random(label)).id())
                    .isLessThan(2);
        }
    }

    @Test
    void whereNothingWasMeasuredTheLeaderIsDrawn() {
        ScoredSearch search = new ScoredSearch(2, 6, (candidate, example) -> 1);
        search.lead(search.candidate(1));

        assertThat(ParetoFront.drawn(search, List.of(search.candidate(0)), search.random("any")))
                .isEqualTo(search.candidate(1));
    }
}
