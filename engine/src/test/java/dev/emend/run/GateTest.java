package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.model.Purpose;
import dev.emend.strategy.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Metric METRIC = Metrics.named("exact-match", Map.of(), new TreeSet<>());

    /** Pairs of which {@code gained} only the champion solves, {@code lost} only the seed, and the rest both. */
    private static Gate.Decision decide(int n, int gained, int lost) {
        return decide(n, gained, lost, 1);
    }

    /** As above, where so many neighbouring examples belong to one document. */
    private static Gate.Decision decide(int n, int gained, int lost, int documentSize) {
        List<Outcome> seed = new ArrayList<>();
        List<Outcome> champion = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Example example =
                    new Example("e" + i, Map.of(), "x", Map.of("document", "d" + i / documentSize), Where.NOWHERE);
            seed.add(new Outcome(Answer.of(example, ""), new Score(i < gained ? 0 : 1, ".")));
            champion.add(new Outcome(Answer.of(example, ""), new Score(i >= gained && i < gained + lost ? 0 : 1, ".")));
        }
        return Gate.decide(seed, champion, METRIC, 1, example -> example.column("document"));
    }

    @Test
    void bothPromptsMeetAnExampleUnderOneSamplingSeed() {
        Task task = Colours.task("spo", 5, Budget.calls(600));
        Recorded run = new Recorded(task, Colours::learner);

        Map<String, List<Long>> seeds = run.asked(Purpose.TASK).stream()
                .filter(asked -> asked.phase().startsWith("gate: "))
                .collect(Collectors.groupingBy(
                        Recorded.Asked::user,
                        Collectors.mapping(asked -> asked.request().seed(), Collectors.toList())));

        assertThat(run.champion().prompt().instruction())
                .isNotEqualTo(task.prompt().instruction());
        assertThat(seeds)
                .hasSize(80)
                .allSatisfy((thing, both) -> assertThat(both).hasSize(2).containsOnly(both.getFirst()));
        assertThat(seeds.values().stream().distinct()).hasSize(80);
    }

    @Test
    void promotesWhatIsBetterBeyondChance() {
        Gate.Decision decision = decide(100, 18, 4);

        assertThat(decision.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(decision.difference().value()).isEqualTo(0.14);
        assertThat(decision.explanation()).contains("+14.0 points on 100 hold-out examples");
    }

    @Test
    void examplesOfOneDocumentAreNoIndependentEvidence() {
        assertThat(decide(100, 18, 4).verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(decide(100, 18, 4, 20).verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
        assertThat(decide(100, 100, 0, 20).verdict())
                .as("five documents prove nothing, whatever the answers")
                .isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
        assertThat(Gate.canPromote(5)).isFalse();
        assertThat(decide(120, 120, 0, 20).verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(Gate.canPromote(6)).isTrue();
        assertThat(decide(100, 18, 4, 20).detectable()).isEqualTo(1);
    }

    @Test
    void doesNotPromoteWhatChanceCouldExplain() {
        Gate.Decision decision = decide(100, 9, 4);

        assertThat(decision.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
        assertThat(decision.explanation()).contains("chance could be the reason");
    }

    @Test
    void neverPromotesWhatIsWorseHoweverSure() {
        assertThat(decide(100, 2, 30).verdict()).isEqualTo(Verdict.NO_CHANGE);
        assertThat(decide(100, 5, 5).verdict()).isEqualTo(Verdict.NO_CHANGE);
    }

    @Test
    void promptsThatAnswerAlikeChangeNothing() {
        assertThat(decide(50, 0, 0).verdict()).isEqualTo(Verdict.NO_CHANGE);
        assertThat(decide(50, 0, 0).difference().p()).isEqualTo(1);
    }
}
