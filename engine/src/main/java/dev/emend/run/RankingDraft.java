package dev.emend.run;

import dev.emend.evaluation.Estimate;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A ranking in the making: what a comparison says at its beginning and at its end, however it measures the prompts.
 *
 * @param task with those of the examples that are compared on
 * @param near which of the given prompts are nearly the same
 */
record RankingDraft(Task task, ComparedField field, ComparisonPlan plan, NearRepeats near, Ledger ledger) {

    /** The gate's measurement of winner and baseline, and what a reader must know of it. */
    record Proof(Gate.Decision decision, Estimate baseline, Estimate winner, List<String> notes) {}

    /**
     * @param notes what a reader must know of the race
     * @param need what the gate takes
     * @param gate measures the winner against the baseline; it may throw a {@link NoVerdictException}
     */
    Ranking finished(
            ComparisonTable table,
            List<RunResult.Refusal> refusals,
            List<String> notes,
            StopReason stopped,
            Function<Candidate, GateNeed> need,
            Function<Candidate, Proof> gate) {
        List<String> told = new ArrayList<>(notes);
        Optional<Ranking.Decided> decided =
                table.reference().isBaseline() ? decided(table.winner(), need, gate, told) : Optional.empty();
        List<Ranking.Repeat> repeats = new ArrayList<>(field.repeats());
        repeats.addAll(near.found());
        return new Ranking(
                table.places(),
                table.reference(),
                repeats,
                table.kept(plan.select()),
                decided,
                refusals,
                task.splits().validation().size(),
                told,
                ledger.spend(),
                stopped);
    }

    private Optional<Ranking.Decided> decided(
            Candidate winner, Function<Candidate, GateNeed> need, Function<Candidate, Proof> gate, List<String> notes) {
        if (winner.id() == 0) {
            return Optional.of(Ranking.Decided.unbeaten(task.splits()));
        }
        Optional<String> lack = need.apply(winner).lack(ledger);
        if (lack.isPresent()) {
            notes.add(lack.get());
            return Optional.empty();
        }
        try {
            Proof proof = gate.apply(winner);
            notes.addAll(proof.notes());
            return Optional.of(Ranking.Decided.of(proof));
        } catch (NoVerdictException ended) {
            notes.add("The budget ended (" + ended.reason().label()
                    + ") before the gate could decide. The baseline stays.");
            return Optional.empty();
        }
    }
}
