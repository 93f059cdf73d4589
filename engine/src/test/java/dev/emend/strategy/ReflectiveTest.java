package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import dev.emend.proposal.Reflection;
import dev.emend.run.Budget;
import dev.emend.run.RunEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReflectiveTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6, 9})
    void theFirstStepWritesARewriteAndDemonstrationsUpToItsWidth(int width) {
        Play play = Play.of("reflective", Map.of("width", String.valueOf(width)), Budget.calls(600));

        List<String> first = play.events().stream()
                .takeWhile(event -> !(event instanceof RunEvent.PhaseStarted phase
                        && phase.phase().startsWith("step 2")))
                .filter(RunEvent.Proposed.class::isInstance)
                .map(event -> ((RunEvent.Proposed) event).operator())
                .toList();
        assertThat(first).hasSize(Math.min(width, 6)).containsOnlyOnce(Reflection.NAME);
    }

    @Test
    void aRaceIsToldWithAsManyCandidatesAsItHas() {
        Map<String, String> alone = Map.of("width", "1");

        List<String> phases = Play.of("reflective", alone, Budget.calls(600)).phases();
        List<String> refused = Play.of(
                        "reflective",
                        alone,
                        Budget.calls(600),
                        request -> request.purpose() == Purpose.META ? "" : "blue")
                .phases();

        assertThat(phases).contains("step 1: racing 1 candidate");
        assertThat(refused).contains("step 1: writing candidates").noneMatch(phase -> phase.contains("racing"));
    }
}
