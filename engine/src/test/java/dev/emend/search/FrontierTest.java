package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FrontierTest {

    private static final Metric EXACT = Metrics.named("exact-match", Map.of(), new TreeSet<>());
    private static final Metric CONTAINS = Metrics.named("contains", Map.of(), new TreeSet<>());
    private static final Metric BOTH =
            Metrics.weighted(List.of(new Metrics.Weighted(EXACT, 1), new Metrics.Weighted(CONTAINS, 1)));

    /** For each candidate and example, the score of each of the two metrics. */
    private static ParetoFront front(Frontier frontier, double[][]... scores) {
        Scoreboard scoreboard = new Scoreboard(BOTH);
        List<Example> examples = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (int e = 0; e < scores[0].length; e++) {
            examples.add(Example.of("e" + e, Map.of(), "x"));
        }
        for (int c = 0; c < scores.length; c++) {
            candidates.add(new Candidate(c, Prompt.of("p", "x", "y"), List.of(), "seed", ""));
            for (int e = 0; e < examples.size(); e++) {
                double exact = scores[c][e][0];
                double contains = scores[c][e][1];
                Score score =
                        new Score((exact + contains) / 2, ".", Map.of(EXACT.name(), exact, CONTAINS.name(), contains));
                scoreboard.add(new Rollout(c, new Outcome(Answer.of(examples.get(e), ""), score)));
            }
        }
        return ParetoFront.of(frontier, candidates, examples, scoreboard);
    }

    // On two examples, 0 is best by the first metric, 1 by the second, and 2 on the second example.
    private static final double[][][] THREE = {
        {{1.0, 0.0}, {0.8, 0.0}},
        {{0.0, 0.9}, {0.0, 0.9}},
        {{0.4, 0.5}, {0.6, 0.5}},
    };

    @Test
    void byInstanceACandidateIsBestOnAnExample() {
        assertThat(front(Frontier.INSTANCE, THREE).wins()).isEqualTo(Map.of(0, 1, 2, 1));
    }

    @Test
    void byObjectiveItIsBestByAMetricInTheMean() {
        assertThat(front(Frontier.OBJECTIVE, THREE).wins()).isEqualTo(Map.of(0, 1, 1, 1));
    }

    @Test
    void byHybridEither() {
        assertThat(front(Frontier.HYBRID, THREE).wins()).isEqualTo(Map.of(0, 2, 1, 1, 2, 1));
    }

    @Test
    void byCartesianItIsBestByAMetricOnAnExample() {
        assertThat(front(Frontier.CARTESIAN, THREE).wins()).isEqualTo(Map.of(0, 2, 1, 2));
    }

    @Test
    void aSingleMetricIsTheOnlyObjective() {
        Scoreboard scoreboard = new Scoreboard(EXACT);
        List<Example> examples = List.of(Example.of("a", Map.of(), "x"), Example.of("b", Map.of(), "x"));
        List<Candidate> candidates = new ArrayList<>();
        double[][] scores = {{1, 0.2}, {0.5, 0.5}};
        for (int c = 0; c < 2; c++) {
            candidates.add(new Candidate(c, Prompt.of("p", "x", "y"), List.of(), "seed", ""));
            for (int e = 0; e < 2; e++) {
                // Parts that are no objectives, such as an error count, must not be taken for something to be best at.
                Score score = new Score(scores[c][e], ".", Map.of("errors", 10.0 * c));
                scoreboard.add(new Rollout(c, new Outcome(Answer.of(examples.get(e), ""), score)));
            }
        }

        assertThat(ParetoFront.of(Frontier.OBJECTIVE, candidates, examples, scoreboard)
                        .wins())
                .isEqualTo(Map.of(0, 1));
        assertThat(ParetoFront.of(Frontier.CARTESIAN, candidates, examples, scoreboard))
                .isEqualTo(ParetoFront.of(Frontier.INSTANCE, candidates, examples, scoreboard));
    }

    @Test
    void anAnswerThatWasNeverScoredByTheMetricsIsWorstByEachOfThem() {
        Scoreboard scoreboard = new Scoreboard(BOTH);
        Example example = Example.of("a", Map.of(), "x");
        List<Candidate> candidates = new ArrayList<>();
        for (Score score : List.of(
                new Score(0, "The model rejected the request."),
                new Score(0.1, ".", Map.of(EXACT.name(), 0.1, CONTAINS.name(), 0.1)))) {
            Candidate candidate = new Candidate(candidates.size(), Prompt.of("p", "x", "y"), List.of(), "seed", "");
            candidates.add(candidate);
            scoreboard.add(new Rollout(candidate.id(), new Outcome(Answer.of(example, ""), score)));
        }

        assertThat(ParetoFront.of(Frontier.CARTESIAN, candidates, List.of(example), scoreboard)
                        .wins())
                .isEqualTo(Map.of(1, 2));
    }
}
