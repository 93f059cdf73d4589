package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a run keeps of the single metrics where a task combines several. */
class RunObjectivesTest {

    private static RunResult run(Metric metric) {
        Task colours = Colours.task(1, Budget.calls(400));
        Task task = colours.withMetric(metric);
        return new Run(task, Models.local(new ScriptedModel(Colours::learner)), new InMemoryJournal())
                .execute(event -> {});
    }

    private static Metric named(String name) {
        return Metrics.named(name, Map.of(), new TreeSet<>(Colours.LABELS));
    }

    @Test
    void whoHasMetAllOfValidationHasAScoreByEachMetric() {
        RunResult result = run(Metrics.weighted(
                List.of(new Metrics.Weighted(named("label"), 3), new Metrics.Weighted(named("token-f1"), 1))));

        assertThat(result.candidates()).hasSizeGreaterThan(3).allSatisfy(candidate -> {
            boolean complete = candidate
                    .validation()
                    .filter(estimate -> estimate.n() == 40)
                    .isPresent();
            assertThat(candidate.objectives())
                    .extracting(RunResult.Objective::metric)
                    .isEqualTo(complete ? List.of("label", "token-f1") : List.of());
        });
        RunResult.CandidateRecord champion = result.candidates().get(result.championId());
        double label = champion.objectives().get(0).estimate().value();
        double overlap = champion.objectives().get(1).estimate().value();
        assertThat(champion.validation().orElseThrow().value())
                .isCloseTo((3 * label + overlap) / 4, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void aSingleMetricHasNone() {
        assertThat(run(named("label")).candidates())
                .allSatisfy(candidate -> assertThat(candidate.objectives()).isEmpty());
    }
}
