package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.CutOff;
import dev.emend.evaluation.Estimate;
import dev.emend.judge.Brief;
import dev.emend.judge.League;
import dev.emend.judge.Referee;
import dev.emend.model.ModelException;
import dev.emend.prompt.Prompt;
import dev.emend.search.Blending;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Given prompts against each other by a judge that compares their answers in pairs; no right answers are needed. They race: whoever
 * is proved to lose to another one drops out ({@link DuelRaces}). k prompts on n examples cost k·n answers at most and, with a judge
 * that compares in both orders, k(k-1)·n questions, fewer where answers are the same. Candidates may be blended from the best, and meet some of
 * them ({@link BlendedDuels}). Where there is a baseline, winner and baseline also meet on the hold-out, and the gate decides by the
 * paired test of their duels.
 *
 * <p>A prompt's score is the share of the points of its duels. A pure function of task, entrants and journal, as {@link
 * PromptComparison}.
 */
public final class JudgedComparison {

    private final Task task;
    private final ComparedField field;
    private final ComparisonPlan plan;
    private final Referee referee;
    private final Models models;
    private final Journal journal;
    private final LongSupplier clock;

    /**
     * @param task whose metric is not asked
     * @param entrants at least two different ones
     * @param plan those that are kept are the best, no two of them nearly the same
     * @param referee who compares two answers
     * @param models with a judge, and with a meta-model where blends are wanted
     * @throws dev.emend.InvalidInputException as {@link PromptComparison} says, and where the referee is to see inputs that an
     *     example does not have
     */
    public JudgedComparison(
            Task task, List<Entrant> entrants, ComparisonPlan plan, Referee referee, Models models, Journal journal) {
        this(task, entrants, plan, referee, models, journal, System::nanoTime);
    }

    /** @param clock nanoseconds; only a limit of time depends on it */
    JudgedComparison(
            Task task,
            List<Entrant> entrants,
            ComparisonPlan plan,
            Referee referee,
            Models models,
            Journal journal,
            LongSupplier clock) {
        this.field = new ComparedField(entrants, plan.baseline(), task.splits());
        this.task = field.of(task);
        this.plan = plan;
        this.referee = referee;
        this.models = models;
        this.journal = journal;
        this.clock = clock;
        Stream.of(
                        task.splits().train(),
                        task.splits().validation(),
                        task.splits().holdout())
                .flatMap(List::stream)
                .forEach(example -> referee.questions(Brief.of(example), "", ""));
    }

    /** The most calls that it may take. */
    public long mostCalls() {
        long prompts = field.prompts().size();
        long rows = task.splits().validation().size();
        long each = prompts + prompts * (prompts - 1) / 2 * referee.questionsEach();
        return each * rows + blendCalls(rows) + gate().map(GateCost::calls).orElse(0L);
    }

    private Optional<GateCost> gate() {
        return plan.baseline().map(baseline -> GateCost.ofDuels(task, referee.questionsEach()));
    }

    /** What blends take: they are written, meet a few prompts each on validation, and the best of them meets these on train. */
    private long blendCalls(long rows) {
        long opponents = Math.min(BlendedDuels.OPPONENTS, field.prompts().size());
        long questions = opponents * referee.questionsEach();
        return plan.blends() == 0
                ? 0
                : plan.blends() * (Blending.DRAFTS_A_BLEND + (1 + questions) * rows)
                        + (1 + opponents + questions) * task.splits().train().size();
    }

    /**
     * Compares. Blocks for as long as that takes; every model call is journaled before it is used.
     *
     * @throws dev.emend.InvalidInputException where a model is missing that it asks, before any call
     * @throws ModelException where a model cannot be used; compare again with the same journal to go on
     * @throws NoVerdictException where the budget ended before all had answered a single example and were judged
     */
    public Ranking execute(Consumer<RunEvent> events) {
        plan.requireModels(models, task.splits());
        models.requireJudges(
                plan.met(task.splits()).stream()
                        .flatMap(example -> referee.questions(Brief.of(example), "", "").stream())
                        .toList(),
                "a comparison by a judge");
        Ledger ledger = new Ledger(task.budget());
        Calls calls = new Calls(models, journal, ledger, events, clock);
        calls.timeRunsOn();
        DuelAllowance allowance = new DuelAllowance(ledger, calls, task.budget(), gate());
        List<Entrant> entrants = field.prompts().entrySet().stream()
                .map(given -> new Entrant(given.getKey(), given.getValue()))
                .toList();
        field.announce(task, events);
        Duels duels = new Duels(task, referee, calls, allowance, events);
        Duels.Judged raced = raced(duels, entrants);
        if (raced.examples().isEmpty()) {
            throw new NoVerdictException(raced.stopped().orElse(StopReason.FINISHED), ledger.spend());
        }
        Proposals proposals =
                new Proposals(task, calls, JournaledEmbedding.of(models, journal, calls), Optional.empty(), events);
        BlendedDuels blending = new BlendedDuels(task, duels, proposals, entrants, events);
        List<Integer> ranked = DuelTable.ranked(raced, entrants.size());
        BlendedDuels.Blended blended = plan.blends() == 0 || raced.stopped().isPresent()
                ? BlendedDuels.Blended.NONE
                : blending.blend(raced, ranked, plan.blends(), field.referenceNumber(ranked.getFirst()));
        StopReason stopped = raced.stopped().or(blended::stopped).orElse(StopReason.FINISHED);
        events.accept(new RunEvent.SearchEnded(stopped, ledger.asked()));
        allowance.open();
        DuelTable table = new DuelTable(field, duels, raced, blending.given(), blended);
        return new RankingDraft(task, field, plan, new NearRepeats(field.names(), blending.given()), ledger)
                .finished(
                        table,
                        proposals.refusals(),
                        notes(table, duels.cutOff(), stopped),
                        stopped,
                        winner -> allowance.need(),
                        winner -> proof(duels, winner, ledger, events));
    }

    private List<String> notes(DuelTable table, CutOff cutOff, StopReason stopped) {
        List<String> notes = new ArrayList<>(field.notes(stopped));
        notes.addAll(table.notes());
        notes.addAll(plan.notes());
        cutOff.warning().ifPresent(notes::add);
        return notes;
    }

    private Duels.Judged raced(Duels duels, List<Entrant> entrants) {
        List<Prompt> prompts = entrants.stream().map(Entrant::prompt).toList();
        List<Example> examples = task.splits().validation();
        return plan.full()
                ? duels.meet(prompts, League.Meeting.all(prompts.size()), examples)
                : duels.race(prompts, examples);
    }

    /** @throws NoVerdictException where a limit leaves fewer duels than half of the hold-out */
    private RankingDraft.Proof proof(Duels duels, Candidate winner, Ledger ledger, Consumer<RunEvent> events) {
        List<Example> holdout = task.splits().holdout();
        events.accept(
                new RunEvent.PhaseStarted("gate: winner and baseline on " + holdout.size() + " hold-out examples"));
        Duels.Judged proof = duels.meet(List.of(task.prompt(), winner.prompt()), League.Meeting.all(2), holdout);
        int pairs = proof.examples().size();
        if (2 * pairs < holdout.size()) {
            throw new NoVerdictException(proof.stopped().orElse(StopReason.FINISHED), ledger.spend());
        }
        List<Estimate> shares = proof.league().standings().stream()
                .map(standing -> new Estimate(standing.share(), standing.shareInterval(), pairs))
                .toList();
        return new RankingDraft.Proof(
                duels.decide(proof, 0, 1),
                shares.get(0),
                shares.get(1),
                proof.stopped().map(limit -> HoldoutProof.cut(limit, pairs, holdout.size())).stream()
                        .toList());
    }
}
