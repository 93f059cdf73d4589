package dev.emend.strategy.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.proposal.Breeding;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
import dev.emend.strategy.Recorded;
import dev.emend.strategy.Rehearsal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvoPromptGaTest {

    private static Rehearsal run(Map<String, String> options) {
        return Rehearsal.of("evoprompt-ga", options, Budget.UNLIMITED, Colours::learner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roulette", "tournament"})
    void everyChildHasTwoDifferentParents(String selection) {
        Rehearsal run = run(Map.of("selection", selection, "population", "5"));

        assertThat(run.proposed(Breeding.NAME))
                .isNotEmpty()
                .allSatisfy(child -> assertThat(child.parents()).hasSize(2).doesNotHaveDuplicates());
        assertThat(run.result().refusals())
                .filteredOn(refusal -> refusal.operator().equals(Breeding.NAME))
                .allSatisfy(refusal -> assertThat(refusal.parents()).doesNotHaveDuplicates());
    }

    /** All are scored on all of validation here, so that the final score is what selection saw. */
    @Test
    void parentsComeFromTheBestOfAllBefore() {
        Rehearsal run = run(Map.of("population", "4", "generations", "4", "patience", "4"));

        List<Integer> before = new ArrayList<>(List.of(0));
        List<Integer> arrived = new ArrayList<>();
        int generations = 0;
        for (RunEvent event : run.events()) {
            if (event instanceof RunEvent.PhaseStarted) {
                before.addAll(arrived);
                arrived.clear();
                generations++;
            } else if (event instanceof RunEvent.Proposed proposed) {
                arrived.add(proposed.candidate());
                if (proposed.operator().equals(Breeding.NAME)) {
                    List<Integer> best = before.stream()
                            .sorted(Comparator.comparingDouble((Integer id) -> -run.score(id))
                                    .thenComparing(Comparator.reverseOrder()))
                            .limit(4)
                            .toList();
                    assertThat(best).containsAll(proposed.parents());
                }
            }
        }
        assertThat(generations).isGreaterThan(4);
        assertThat(run.result().championId()).isPositive();
    }

    @Test
    void aPopulationOfOneVariesAlone() {
        Rehearsal run = run(Map.of("population", "1", "patience", "2"));

        assertThat(run.proposed(ThinkingStyle.NAME)).isNotEmpty();
        assertThat(run.proposed(Breeding.NAME)).isEmpty();
    }

    @Test
    void asInThePaperWhereCallsAreNotLimited() {
        Rehearsal run = run(Map.of("patience", "100"));

        List<String> phases = run.events(RunEvent.PhaseStarted.class).stream()
                .map(RunEvent.PhaseStarted::phase)
                .toList();
        assertThat(phases).contains("founding a population of 10", "generation 10: breeding");
        assertThat(phases).doesNotContain("generation 11: breeding");
    }

    @Test
    void withThreeHundredCallsThereAreGenerationsAndFinals() {
        Rehearsal run = Rehearsal.of("evoprompt-ga", Map.of(), Budget.calls(160 + 300), Colours::learner);

        assertThat(run.events(RunEvent.PhaseStarted.class))
                .extracting(RunEvent.PhaseStarted::phase)
                .contains("generation 2: breeding", "finals: racing the best 2 and the seed");
        assertThat(run.candidate(run.result().championId())
                        .validation()
                        .orElseThrow()
                        .n())
                .isEqualTo(40);
    }

    /** Of equals the younger stay in the population; who led before them leads until one is better. */
    @Test
    void theLeaderIsNotSaidToBeOutAsLongAsItLeads() {
        Recorded run = new Recorded(Colours.task("evoprompt-ga", 5, Budget.calls(600)), Colours::learner);
        int leader = 0;
        List<Integer> dropped = new ArrayList<>();
        for (RunEvent event : run.events()) {
            if (event instanceof RunEvent.Leading leading) {
                leader = leading.candidate();
            } else if (event instanceof RunEvent.Dropped out) {
                assertThat(out.candidate()).isNotEqualTo(leader);
                dropped.add(out.candidate());
            }
        }

        assertThat(leader).isPositive();
        assertThat(dropped).as("once another leads").contains(0);
    }

    /** Every answer is wrong, so that the wheel has nothing to turn by. */
    @Test
    void whereNobodyScoresItStillBreeds() {
        Rehearsal run = Rehearsal.of(
                "evoprompt-ga",
                Map.of("population", "4", "patience", "2"),
                Budget.UNLIMITED,
                (Request request) -> request.purpose() == Purpose.META ? Colours.learner(request) : "no idea");

        assertThat(run.proposed(Breeding.NAME)).isNotEmpty();
        assertThat(run.result().championId()).isZero();
    }
}
