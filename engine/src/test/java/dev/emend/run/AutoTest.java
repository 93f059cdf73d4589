package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AutoTest {

    private static RunResult run(Task task, ScriptedModel model, List<String> phases) {
        return new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {
            if (event instanceof RunEvent.PhaseStarted phase) {
                phases.add(phase.phase());
            }
        });
    }

    @Test
    void aPromptThatIsRightAlreadyCostsALookAndNoSearch() {
        ScriptedModel model = new ScriptedModel(request ->
                request.purpose() == Purpose.META ? "Hypothesis: none\n```\nName it.\n```" : Colours.right(request));
        List<String> phases = new ArrayList<>();

        RunResult result = run(Colours.task("auto", 1, Budget.calls(600)), model, phases);

        assertThat(result.verdict()).isEqualTo(Verdict.NO_CHANGE);
        assertThat(model.calls()).isLessThanOrEqualTo(40);
        assertThat(phases).anyMatch(phase -> phase.startsWith("nothing to gain"));
    }

    /** Whether a search finds an instruction that lets the model reason, where the seed forbids it. */
    @Test
    void escapesASeedThatForbidsReasoning() {
        long escaped = LongStream.rangeClosed(1, 10)
                .filter(seed -> {
                    RunResult result = run(
                            Colours.trap("auto", seed, Budget.calls(500)),
                            new ScriptedModel(Colours::reasoner),
                            new ArrayList<>());
                    return result.verdict() == Verdict.PROMOTED;
                })
                .count();

        assertThat(escaped).isGreaterThanOrEqualTo(9);
    }
}
