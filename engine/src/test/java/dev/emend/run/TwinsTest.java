package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import dev.emend.search.Candidate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwinsTest {

    private static final Metric METRIC = Metrics.named("exact-match", Map.of(), new TreeSet<>());

    private final List<Example> validation = IntStream.range(0, 60)
            .mapToObj(i -> Example.of("e" + i, Map.of("thing", "thing " + i), "blue"))
            .toList();
    private final Scoreboard scoreboard = new Scoreboard(METRIC);
    private final List<Candidate> candidates = IntStream.range(0, 3)
            .mapToObj(id -> new Candidate(id, Prompt.of("colours", "Way " + id, "{{thing}}"), List.of(), "given", ""))
            .toList();

    private void answers(int candidate, int from, int to, String answer) {
        validation
                .subList(from, to)
                .forEach(example ->
                        scoreboard.add(new Rollout(candidate, Outcome.of(Answer.of(example, answer), METRIC))));
    }

    private boolean hasTwin(int candidate) {
        return new Twins(scoreboard, validation)
                .of(candidates.get(candidate), candidates)
                .isPresent();
    }

    @Test
    void twentyFourEqualAnswersAreEnoughAndTwentyThreeAreNot() {
        answers(0, 0, 60, "green");
        answers(1, 0, 23, "green");
        assertThat(hasTwin(1)).isFalse();

        answers(1, 23, 24, " green\n");

        assertThat(hasTwin(1)).isTrue();
        assertThat(hasTwin(0)).as("the first of the two").isFalse();
    }

    @Test
    void equalScoresAreNotEqualAnswers() {
        answers(0, 0, 30, "green");
        answers(1, 0, 30, "red");
        answers(2, 0, 29, "red");
        answers(2, 29, 30, "blue");

        assertThat(hasTwin(1)).isFalse();
        assertThat(hasTwin(2)).as("one differs").isFalse();
    }
}
