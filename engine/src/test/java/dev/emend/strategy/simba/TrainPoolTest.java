package dev.emend.strategy.simba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Answer;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.search.Candidate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class TrainPoolTest {

    private final List<Example> train = IntStream.range(0, 8)
            .mapToObj(i -> Example.of("t" + i, Map.of(), "x"))
            .toList();
    private final Scoreboard scoreboard = new Scoreboard(Metrics.named("exact-match", Map.of(), new TreeSet<>()));
    /** The first four examples are easy for it, the others hard. */
    private final Candidate seed = candidate(0, "11100010");

    private final TrainPool pool = new TrainPool(seed, train, scoreboard);

    /** @param right for each example whether the candidate is right, or a dot where it has not met it */
    private Candidate candidate(int id, String right) {
        for (int i = 0; i < right.length(); i++) {
            if (right.charAt(i) != '.') {
                scoreboard.add(new Rollout(
                        id, new Outcome(Answer.of(train.get(i), ""), new Score(right.charAt(i) - '0', "."))));
            }
        }
        return new Candidate(id, Prompt.of("p", "x", "y"), List.of(), "reflect", "");
    }

    @Test
    void anEasyBatchIsNoMerit() {
        Candidate lucky = candidate(1, "1110....");
        Candidate good = candidate(2, "....1010");

        assertThat(pool.ranked(List.of(lucky, good)))
                .containsExactly(new TrainPool.Ranked(good, 0.25), new TrainPool.Ranked(lucky, 0));
    }

    private final Example shown = Example.of("shown", Map.of("x", "1"), "x");
    private final Example other = Example.of("other", Map.of("x", "2"), "x");

    private Candidate answering(int id, boolean shows, int ofShown, int ofOther) {
        scoreboard.add(new Rollout(id, new Outcome(Answer.of(shown, ""), new Score(ofShown, "."))));
        scoreboard.add(new Rollout(id, new Outcome(Answer.of(other, ""), new Score(ofOther, "."))));
        Prompt prompt = Prompt.of("p", "x", "{{x}}");
        List<Demonstration> demonstrations = List.of(new Demonstration("", Map.of("x", "1"), "x"));
        return new Candidate(
                id, shows ? prompt.withDemonstrations(demonstrations) : prompt, List.of(), "demonstrate", "");
    }

    @Test
    void whatACandidateCopiesFromItsOwnDemonstrationIsNoMerit() {
        TrainPool pool = new TrainPool(answering(8, false, 0, 0), List.of(shown, other), scoreboard);

        assertThat(pool.gain(answering(9, true, 1, 0), List.of(shown, other))).isZero();
    }

    @Test
    void whatTheSeedCopiesFromItsOwnDemonstrationIsNoMeritOfIt() {
        TrainPool pool = new TrainPool(answering(8, true, 1, 0), List.of(shown, other), scoreboard);

        assertThat(pool.gain(answering(9, false, 0, 1), List.of(shown, other))).isEqualTo(1);
    }

    @Test
    void theSeedIsAlwaysAmongTheBest() {
        pool.add(List.of(candidate(1, "1111...."), candidate(2, "1111...."), candidate(3, "1111....")));

        assertThat(pool.top(2)).extracting(ranked -> ranked.candidate().id()).containsExactly(1, 0);
        assertThat(pool.top(9)).extracting(ranked -> ranked.candidate().id()).containsExactly(1, 2, 3, 0);
    }

    @Test
    void drawsTheBetterMoreOftenTheLowerTheTemperature() {
        List<TrainPool.Ranked> top =
                List.of(new TrainPool.Ranked(candidate(1, ""), 0.2), new TrainPool.Ranked(seed, 0));
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(3L);
        int[] better = new int[2];
        for (int i = 0; i < 2000; i++) {
            better[0] += TrainPool.drawn(top, 0.2, random).id();
            better[1] += TrainPool.drawn(top, 0.05, random).id();
        }

        // e / (e + 1), and e^4 / (e^4 + 1).
        assertThat(better[0]).isBetween(1400, 1525);
        assertThat(better[1]).isBetween(1935, 1985);
    }
}
