package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.model.ModelException;
import dev.emend.program.Program;
import dev.emend.search.Blending;
import dev.emend.search.Candidate;
import dev.emend.search.Playoff;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Given prompts against each other on a task's validation examples, and, where there is a baseline, the winner against it on the
 * hold-out, which no race has touched.
 *
 * <p>The prompts may come from anywhere and need not have the same placeholders, as long as the examples fill them. Two that
 * are the same to the letter are asked once. An example that one of them shows, as a demonstration or in its text, is taken out
 * for all: an answer that was shown proves nothing.
 *
 * <p>A pure function of task, entrants, plan and journal, as a {@link Run} is: the same method starts, resumes and replays it.
 * Where the budget ends on the way, the ranking is the one so far and says so.
 */
public final class PromptComparison {

    private final Task task;
    private final ComparisonPlan plan;
    private final Models models;
    private final Journal journal;
    private final LongSupplier clock;
    private final ComparedField field;

    /**
     * @param task its own prompt does not compete, unless it is among the entrants
     * @param entrants at least two different ones
     * @throws InvalidInputException where a prompt asks for what the examples do not have, a name is given twice, there is
     *     nothing to compare, or the baseline is not among the entrants
     */
    public PromptComparison(Task task, List<Entrant> entrants, ComparisonPlan plan, Models models, Journal journal) {
        this(task, entrants, plan, models, journal, System::nanoTime);
    }

    /** @param clock nanoseconds; only the time limit depends on it */
    PromptComparison(
            Task task,
            List<Entrant> entrants,
            ComparisonPlan plan,
            Models models,
            Journal journal,
            LongSupplier clock) {
        this.plan = plan;
        this.models = models;
        this.journal = journal;
        this.clock = clock;
        this.field = new ComparedField(entrants, plan.baseline(), task.splits());
        this.task = field.of(task);
    }

    /** The most calls that it may take; where judges are asked, about, since some are asked more about some answers. */
    public long mostCalls() {
        long prompts = field.prompts().size();
        long blends = plan.blends();
        long racing = (prompts + blends) * calls(task.splits().validation());
        long proving = blends == 0
                ? 0
                : blends * Blending.DRAFTS_A_BLEND + 4 * calls(task.splits().train());
        return racing + proving + GateCost.of(task).calls();
    }

    /** An answer to each, and what judges are asked about it. */
    private long calls(List<Example> examples) {
        return examples.size() + Judging.questions(task.metric(), examples).size();
    }

    /**
     * Compares. Blocks for as long as that takes; every model call is journaled before it is used.
     *
     * @param events gets what happens, in order, on the calling thread
     * @throws InvalidInputException where a model is missing that it asks, before any call
     * @throws ModelException where a model cannot be used; compare again with the same journal to go on
     * @throws NoVerdictException where the budget ended before a single answer was scored
     */
    public Ranking execute(Consumer<RunEvent> events) {
        plan.requireModels(models, task.splits());
        models.requireJudges(task.metric(), plan.met(task.splits()));
        Ledger ledger = new Ledger(task.budget());
        Calls calls = new Calls(models, journal, ledger, events, clock);
        calls.timeRunsOn();
        // A budget that does not go beyond the gate still gives a ranking.
        GateAllowance allowance = new GateAllowance(ledger, calls, task, models, true);
        Session session = new Session(task, calls, allowance, JournaledEmbedding.of(models, journal, calls), events);
        List<Candidate> given = new ArrayList<>(List.of(session.seed()));
        field.prompts().entrySet().stream()
                .skip(1)
                .forEach(entry -> given.add(session.admit(entry.getValue(), entry.getKey())));
        NearRepeats near = new NearRepeats(field.names(), given);
        field.announce(task, events);
        Playoff playoff = new Playoff(
                session,
                given,
                plan.full(),
                Math.min(given.size(), plan.select() + near.found().size()),
                plan.blends());
        StopReason stopped = Session.work(playoff::run);
        events.accept(new RunEvent.SearchEnded(stopped, ledger.asked()));
        allowance.open();
        RankingTable table = new RankingTable(field, session, playoff, near);
        if (table.isEmpty()) {
            throw new NoVerdictException(stopped, ledger.spend());
        }
        return new RankingDraft(task, field, plan, near, ledger)
                .finished(
                        table,
                        session.refusals(),
                        notes(table, stopped),
                        stopped,
                        winner -> allowance.need(List.of(winner.id())),
                        winner -> proof(winner, calls, ledger, events));
    }

    private List<String> notes(RankingTable table, StopReason stopped) {
        List<String> notes = new ArrayList<>(field.notes(stopped));
        notes.addAll(plan.notes());
        List<Estimate> scores =
                table.places().stream().flatMap(place -> place.score().stream()).toList();
        notes.addAll(Estimates.warnings(scores));
        return notes;
    }

    private RankingDraft.Proof proof(Candidate winner, Calls calls, Ledger ledger, Consumer<RunEvent> events) {
        HoldoutProof proof = HoldoutProof.of(task, task.program(), Program.of(winner.prompt()), calls, ledger, events);
        return new RankingDraft.Proof(
                proof.decision(),
                proof.before(),
                proof.after(),
                proof.notes(task.splits().holdout().size()));
    }
}
