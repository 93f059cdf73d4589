package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.evaluation.Estimate;
import dev.emend.model.ModelException;
import dev.emend.program.Program;
import dev.emend.search.Candidate;
import dev.emend.search.Strategy;
import dev.emend.search.WarmStart;
import dev.emend.strategy.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One run from the task to the verdict: search, then gate.
 *
 * <p>A run is a pure function of its task and its journal: run again with a journal that holds replies, it takes the same
 * course and pays only for what is missing. So the same method starts, resumes and replays a run.
 */
public final class Run {

    /** Enough for what a call takes on average. */
    private static final int PACE_EXAMPLES = 8;

    private final Readiness readiness;
    private final Task task;
    private final List<String> notes;
    private final Models models;
    private final Journal journal;
    private final LongSupplier clock;

    /** @param models those that are free here have the price that the task has under their name */
    public Run(Task task, Models models, Journal journal) {
        this(task, models, journal, System::nanoTime);
    }

    /** @param clock nanoseconds; only the time limit depends on it */
    Run(Task task, Models models, Journal journal, LongSupplier clock) {
        this.readiness = Readiness.of(task);
        this.task = readiness.task();
        this.models = models.priced(task.prices());
        this.notes = new ArrayList<>(readiness.notes());
        if (task.budget().microDollars().isPresent() && this.models.areFree()) {
            notes.add("The budget limits US dollars, and no model has a price: the limit binds nothing.");
        }
        this.journal = journal;
        this.clock = clock;
    }

    /** What a user should know before anything is spent, such as that the hold-out is too small to prove much. */
    public static List<String> notes(Task task) {
        return Readiness.of(task).notes();
    }

    /**
     * Runs to the verdict. Blocks for as long as that takes; every model call is journaled before it is used.
     *
     * @param events gets what happens, in order, on the calling thread
     * @throws InvalidInputException where the task cannot be run as it is, or a model is missing that it asks, before any call
     * @throws ModelException where a model cannot be used; run again to resume
     * @throws StrategyException where a strategy of another library fails; run again to go on from there
     * @throws NoVerdictException where the budget ended before both prompts had answered half of the hold-out
     */
    public RunResult execute(Consumer<RunEvent> events) {
        readiness.check();
        Strategy strategy = strategy();
        readiness.check(models, strategy);
        Ledger ledger = new Ledger(task.budget());
        Calls calls = new Calls(models, journal, ledger, events, clock);
        calls.timeRunsOn();
        calls.oweEarlierSittings();
        GateAllowance allowance = new GateAllowance(ledger, calls, task, models, false);
        Session session = session(calls, allowance, events);
        events.accept(RunEvent.Started.of(task, strategy.name(), notes));
        Optional<ChainSearch> chain = chainSearch(session, strategy);
        StopReason end = searched(session, chain, strategy);
        StopReason reason = session.isOutOfCalls() && end == StopReason.FINISHED ? calls.scarcest() : end;
        List<String> told = new ArrayList<>(notes);
        task.learned()
                .flatMap(learned -> learned.drift(session.records(), task, session.scoreboard()))
                .ifPresent(told::add);
        chain.flatMap(ChainSearch::note).ifPresent(told::add);
        Spend searchSpend = ledger.asked();
        events.accept(new RunEvent.SearchEnded(reason, searchSpend));
        GateNeed gate = allowance.need();
        allowance.open();
        List<StepCredit> credits = chain.map(ChainSearch::credits).orElse(List.of());
        RunResult result;
        try {
            result = new Conclusion(task, session, reason, told, searchSpend, ledger, calls, credits).drawn(events);
        } catch (NoVerdictException ended) {
            throw gate.told(ended.reason(), ledger).map(ended::since).orElse(ended);
        }
        events.accept(new RunEvent.Finished(result));
        return result;
    }

    private Strategy strategy() {
        Strategy strategy = GuardedStrategy.of(Strategies.named(task.strategy(), Where.NOWHERE));
        // A chain's search begins with the earlier chain itself.
        return task.learned()
                .filter(learned -> learned.steps().isEmpty())
                .<Strategy>map(learned ->
                        new WarmStart(strategy, learned.run(), learned.prompts(), learned.failedHypotheses()))
                .orElse(strategy);
    }

    /**
     * Where tokens, money or time are limited, the seed's answers to a few examples tell how many calls that will be: a strategy plans
     * by it.
     */
    private StopReason searched(Session session, Optional<ChainSearch> chain, Strategy strategy) {
        List<Example> validation = task.splits().validation();
        return Session.work(() -> {
            if (isPlannedByPace(task.budget())) {
                session.evaluate(
                        List.of(session.seed()), validation.subList(0, Math.min(PACE_EXAMPLES, validation.size())));
            }
            chain.ifPresentOrElse(ChainSearch::search, () -> strategy.search(session));
            scoreTheSeed(session);
        });
    }

    private static boolean isPlannedByPace(Budget budget) {
        return budget.tokens().isPresent()
                || budget.microDollars().isPresent()
                || budget.time().isPresent();
    }

    /** Where a strategy is done and has not measured the seed, which still leads, that score is the result. */
    private static void scoreTheSeed(Session session) {
        Candidate leader = session.leader();
        List<Example> validation = session.validation();
        if (leader.id() == session.seed().id()
                && session.scoreboard().outcomes(leader.id(), validation).isEmpty()) {
            session.phase("scoring the prompt, which the strategy has not measured");
            session.evaluate(List.of(leader), validation);
        }
    }

    private Session session(Calls calls, GateAllowance allowance, Consumer<RunEvent> events) {
        return new Session(task, calls, allowance, JournaledEmbedding.of(models, journal, calls), events);
    }

    private Optional<ChainSearch> chainSearch(Session session, Strategy strategy) {
        return task.program().isChain() ? Optional.of(new ChainSearch(session, strategy)) : Optional.empty();
    }

    /**
     * Who led when the search ended or a model failed. With a journal and models that make no call, it is who leads a run that
     * is not finished. No hold-out has proved anything of it.
     *
     * @return empty where nothing was measured by then
     */
    public Optional<Leader> leader() {
        readiness.check();
        Strategy strategy = strategy();
        readiness.check(models, strategy);
        Ledger ledger = new Ledger(task.budget());
        Calls calls = new Calls(models, journal, ledger, event -> {}, clock);
        Session session = session(calls, new GateAllowance(ledger, calls, task, models, false), event -> {});
        Optional<ChainSearch> chain = chainSearch(session, strategy);
        try {
            searched(session, chain, strategy);
        } catch (ModelException | StrategyException ended) {
            // What was decided by then stands.
        }
        Candidate leader = session.leader();
        return session.scoreboard()
                .estimate(leader.id(), task.splits().validation())
                .map(validation -> new Leader(leader.id(), leader.program(), validation));
    }

    /**
     * The best candidate so far.
     *
     * @param candidate 0 for the user's own
     * @param validation its score on the validation examples that it has met
     */
    public record Leader(int candidate, Program program, Estimate validation) {}

    /**
     * Looks for whatever would keep a run of this task from its first call.
     *
     * @throws InvalidInputException where the task cannot be run as it is
     */
    public static void check(Task task) {
        Readiness.of(task).check();
    }
}
