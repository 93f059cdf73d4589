package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import org.junit.jupiter.api.Test;

class HoldoutProofTest {

    private static HoldoutProof proof(long calls) {
        Task task = Colours.task(1, Budget.calls(calls));
        Ledger ledger = new Ledger(task.budget());
        Models models = Models.local(new ScriptedModel(Colours::learner));
        return HoldoutProof.of(
                task,
                task.program(),
                Program.of(Prompt.of("colours", "Carefully name the colour.", "{{thing}}")),
                new Calls(models, new InMemoryJournal(), ledger, event -> {}, System::nanoTime),
                ledger,
                event -> {});
    }

    /** Both prompts answer eight examples before the next eight: 79 calls make 39 pairs, and 80 make 40. */
    @Test
    void halfOfTheHoldOutIsEnoughForAVerdictAndLessIsNot() {
        assertThat(proof(80).pairs()).isEqualTo(40);
        assertThat(proof(80).cut()).contains(StopReason.CALLS);
        assertThatThrownBy(() -> proof(79)).isInstanceOf(NoVerdictException.class);
    }

    @Test
    void allPairsAreTakenWhereTheBudgetAllows() {
        assertThat(proof(160).pairs()).isEqualTo(80);
        assertThat(proof(160).cut()).isEmpty();
    }
}
