package dev.emend.run;

import dev.emend.data.Split;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.program.Program;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What comes of a search: no change where it found nothing better, else what the gate says of its champion.
 *
 * @param reason why the search ended
 * @param notes so far
 * @param searchSpend what the search alone asked for; calls that only an earlier sitting asked for count as its too
 * @param credits of a chain's steps; empty for a single prompt
 */
record Conclusion(
        Task task,
        Session session,
        StopReason reason,
        List<String> notes,
        Spend searchSpend,
        Ledger ledger,
        Calls calls,
        List<StepCredit> credits) {

    /** @throws NoVerdictException where too little was answered */
    RunResult drawn(Consumer<RunEvent> events) {
        return session.leader().id() == session.seed().id() ? unchanged() : gated(events);
    }

    /** The search found nothing better: there is nothing to prove, and the hold-out stays untouched. */
    private RunResult unchanged() {
        Estimate measured = session.scoreboard()
                .estimate(0, task.splits().validation())
                .filter(seed -> reason == StopReason.FINISHED || session.isOutOfCalls() || session.hasMeasuredOthers())
                .orElseThrow(() -> new NoVerdictException(reason, ledger.spend()));
        List<String> allNotes = new ArrayList<>(notes);
        Optional<String> silence = session.silence();
        silence.ifPresent(allNotes::add);
        if (silence.isEmpty()
                && !session.hasMeasuredOthers()
                && session.refusals().isEmpty()) {
            allNotes.add(
                    "Nothing was tried: what the strategy does first was not within the budget or needs right answers that your"
                            + " examples lack, or your prompt leaves nothing to gain that the hold-out could show.");
        }
        allNotes.addAll(Estimates.warnings(List.of(measured)));
        return new RunResult(
                Verdict.NO_CHANGE,
                measured,
                measured,
                Split.VALIDATION,
                Optional.empty(),
                Gate.detectable(task.splits()),
                explanation(),
                task.prompt(),
                0,
                session.records(),
                session.refusals(),
                allNotes,
                ledger.withOwed(searchSpend),
                ledger.spend(),
                reason,
                calls.elapsedAtLastReply(),
                chain(task.program(), task.program()),
                List.of());
    }

    private String explanation() {
        String kind = task.program().isChain() ? "chain" : "prompt";
        boolean cut = reason != StopReason.FINISHED && session.hasMeasuredOthers();
        String stays = " The " + kind + " stays as it is.";
        return cut
                ? interrupted() + stays + " Maybe resume the run with a larger budget."
                : "The search found no " + kind + " that beats yours on the validation examples." + stays;
    }

    private String interrupted() {
        List<RunResult.CandidateRecord> candidates = session.records();
        long unmet =
                candidates.stream().filter(one -> one.validation().isEmpty()).count();
        return "The budget ended (" + reason.label() + ") before the search was done. Candidates so far: "
                + (candidates.size() - 1)
                + (unmet == 0 ? "" : ", of which " + unmet + " met no validation example")
                + "; none is known to beat yours.";
    }

    private Optional<RunResult.Chain> chain(Program used, Program champion) {
        return task.program().isChain() ? Optional.of(new RunResult.Chain(used, champion, credits)) : Optional.empty();
    }

    private RunResult gated(Consumer<RunEvent> events) {
        Candidate champion = session.leader();
        HoldoutProof proof = HoldoutProof.of(task, task.program(), champion.program(), calls, ledger, events);
        Gate.Decision decision = proof.decision();
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(proof.notes(task.splits().holdout().size()));
        return new RunResult(
                decision.verdict(),
                proof.before(),
                proof.after(),
                Split.HOLDOUT,
                Optional.of(decision.difference()),
                decision.detectable(),
                decision.explanation(),
                decision.verdict() == Verdict.PROMOTED ? champion.prompt() : task.prompt(),
                champion.id(),
                session.records(),
                session.refusals(),
                allNotes,
                ledger.withOwed(searchSpend),
                ledger.spend(),
                reason,
                calls.elapsedAtLastReply(),
                chain(decision.verdict() == Verdict.PROMOTED ? champion.program() : task.program(), champion.program()),
                proof.served());
    }
}
