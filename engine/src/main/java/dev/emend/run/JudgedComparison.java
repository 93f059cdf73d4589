package dev.emend.run;

import dev.emend.data.Example;
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
import java.util.stream.Stream;

/**
 * Given prompts against each other by a judge that compares their answers in pairs; no right answers are needed. Everyone answers
 * every validation example, and nobody drops out: k prompts on n examples cost k·n answers and, with a judge that compares in both
 * orders, at most k(k-1)·n questions, fewer where answers are the same. Candidates may be blended from the best, and meet some of
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

    /**
     * @param task whose metric is not asked
     * @param entrants at least two different ones
     * @param plan everyone meets every example, whether it says so or not; those that are kept are the best, no two of them nearly
     *     the same
     * @param referee who compares two answers
     * @param models with a judge, and with a meta-model where blends are wanted
     * @throws dev.emend.InvalidInputException as {@link PromptComparison} says, and where the referee is to see inputs that an
     *     example does not have
     */
    public JudgedComparison(
            Task task, List<Entrant> entrants, ComparisonPlan plan, Referee referee, Models models, Journal journal) {
        this.field = new ComparedField(entrants, plan.baseline(), task.splits());
        this.task = field.of(task);
        this.plan = plan;
        this.referee = referee;
        this.models = models;
        this.journal = journal;
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
        return each * rows + blendCalls(rows) + (plan.baseline().isPresent() ? gateCalls() : 0);
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

    /** Two answers to each hold-out example, and what is asked about them. */
    private long gateCalls() {
        return (2L + referee.questionsEach()) * task.splits().holdout().size();
    }

    /**
     * Compares. Blocks for as long as that takes; every model call is journaled before it is used.
     *
     * @throws ModelException where a model cannot be used; compare again with the same journal to go on
     * @throws NoVerdictException where the budget ended before all had answered a single example and were judged
     */
    public Ranking execute(Consumer<RunEvent> events) {
        Ledger ledger = new Ledger(task.budget());
        Calls calls = new Calls(models, journal, ledger, events, System::nanoTime);
        task.budget().time().ifPresent(calls::deadline);
        boolean baseline = plan.baseline().isPresent();
        // A budget that does not go beyond the gate still gives a ranking.
        if (baseline && task.budget().calls().orElse(Long.MAX_VALUE) > gateCalls()) {
            ledger.withhold(new Ledger.Amount(gateCalls(), 0, 0));
        }
        List<Entrant> entrants = field.prompts().entrySet().stream()
                .map(given -> new Entrant(given.getKey(), given.getValue()))
                .toList();
        List<Prompt> prompts =
                new ArrayList<>(entrants.stream().map(Entrant::prompt).toList());
        Duels duels = new Duels(task, referee, calls, events);
        Duels.Judged given = duels.meet(
                prompts, League.Meeting.all(prompts.size()), task.splits().validation());
        if (given.examples().isEmpty()) {
            throw new NoVerdictException(given.stopped().orElse(StopReason.FINISHED), ledger.spend());
        }
        Proposals proposals = new Proposals(
                task,
                calls,
                models.embedding()
                        .map(embedding -> new JournaledEmbedding(embedding, journal, calls::elapsedAtLastReply)),
                events);
        List<Integer> ranked = given.league().standings().stream()
                .sorted(DuelTable.BY_STRENGTH)
                .map(League.Standing::player)
                .toList();
        BlendedDuels.Blended blended = plan.blends() == 0 || given.stopped().isPresent()
                ? BlendedDuels.Blended.NONE
                : new BlendedDuels(task, duels, proposals, entrants, events)
                        .blend(ranked, plan.blends(), baseline ? 0 : ranked.getFirst());
        blended.blends().forEach(blend -> prompts.add(blend.prompt()));
        ledger.withhold(Ledger.Amount.ZERO);
        StopReason stopped = given.stopped().or(blended::stopped).orElse(StopReason.FINISHED);
        List<String> notes = new ArrayList<>(field.notes(stopped));
        int winner = blended.accepted().map(Candidate::id).orElse(ranked.getFirst());
        DuelTable table = new DuelTable(
                duels,
                blended.judged().orElse(given),
                prompts,
                entrants.stream().map(Entrant::name).toList(),
                blended,
                winner,
                baseline);
        table.swayed().ifPresent(notes::add);
        Optional<Ranking.Decided> gate = baseline ? decided(duels, prompts, winner, events, notes) : Optional.empty();
        return new Ranking(
                table.places(),
                table.reference(),
                baseline,
                field.repeats(),
                table.kept(plan.select()),
                gate,
                proposals.refusals(),
                task.splits().validation().size(),
                notes,
                ledger.spend(),
                stopped);
    }

    private Optional<Ranking.Decided> decided(
            Duels duels, List<Prompt> prompts, int winner, Consumer<RunEvent> events, List<String> notes) {
        List<Example> holdout = task.splits().holdout();
        if (winner == 0) {
            return Optional.of(Ranking.Decided.unbeaten(holdout.size()));
        }
        events.accept(
                new RunEvent.PhaseStarted("gate: winner and baseline on " + holdout.size() + " hold-out examples"));
        Duels.Judged proof =
                duels.meet(List.of(prompts.getFirst(), prompts.get(winner)), League.Meeting.all(2), holdout);
        if (2 * proof.examples().size() < holdout.size()) {
            notes.add("The budget ended ("
                    + proof.stopped().orElse(StopReason.FINISHED).label()
                    + ") before the gate could decide. The baseline stays.");
            return Optional.empty();
        }
        Gate.Decision decision = duels.decide(proof, 0, 1);
        List<Optional<Estimate>> shares = proof.league().standings().stream()
                .map(standing -> Optional.of(new Estimate(
                        standing.share(),
                        standing.shareInterval(),
                        proof.examples().size())))
                .toList();
        return Optional.of(new Ranking.Decided(
                decision.verdict(),
                shares.get(0),
                shares.get(1),
                Optional.of(decision.difference()),
                decision.detectable(),
                decision.explanation()));
    }
}
