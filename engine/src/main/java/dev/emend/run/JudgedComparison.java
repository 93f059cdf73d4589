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
        long gate = plan.baseline().isPresent()
                ? GateCost.ofDuels(task, referee.questionsEach()).calls()
                : 0;
        return each * rows + blendCalls(rows) + gate;
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
     * @throws ModelException where a model cannot be used; compare again with the same journal to go on
     * @throws NoVerdictException where the budget ended before all had answered a single example and were judged
     */
    public Ranking execute(Consumer<RunEvent> events) {
        Ledger ledger = new Ledger(task.budget());
        Calls calls = new Calls(models, journal, ledger, events, System::nanoTime);
        task.budget().time().ifPresent(calls::deadline);
        boolean baseline = plan.baseline().isPresent();
        DuelAllowance allowance = new DuelAllowance(
                ledger, calls, task.budget(), GateCost.ofDuels(task, referee.questionsEach()), baseline);
        List<Entrant> entrants = field.prompts().entrySet().stream()
                .map(given -> new Entrant(given.getKey(), given.getValue()))
                .toList();
        List<String> names = entrants.stream().map(Entrant::name).toList();
        events.accept(RunEvent.Started.of(task, "compare", List.of()));
        events.accept(new RunEvent.PhaseStarted(CandidateNames.listed(names)));
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
                : blending.blend(raced, ranked, plan.blends(), baseline ? 0 : ranked.getFirst());
        List<Candidate> candidates = new ArrayList<>(blending.given());
        candidates.addAll(blended.blends());
        StopReason stopped = raced.stopped().or(blended::stopped).orElse(StopReason.FINISHED);
        events.accept(new RunEvent.SearchEnded(stopped, ledger.spend()));
        allowance.open();
        NearRepeats near = new NearRepeats(names, blending.given());
        List<Ranking.Repeat> repeats = new ArrayList<>(field.repeats());
        repeats.addAll(near.found());
        int winner = blended.accepted().map(Candidate::id).orElse(ranked.getFirst());
        DuelTable table = new DuelTable(
                duels,
                blended.judged().map(raced::and).orElse(raced),
                candidates,
                new CandidateNames(names, blended.blends()),
                blended,
                winner,
                baseline);
        List<String> notes = new ArrayList<>(field.notes(stopped));
        notes.addAll(table.notes());
        if (!plan.full()) {
            notes.add(ComparedField.DROPPED);
        }
        Optional<Ranking.Decided> gate =
                baseline ? decided(duels, candidates.get(winner).prompt(), winner, events, notes) : Optional.empty();
        return new Ranking(
                table.places(),
                table.reference(),
                baseline,
                repeats,
                table.kept(plan.select()),
                gate,
                proposals.refusals(),
                task.splits().validation().size(),
                notes,
                ledger.spend(),
                stopped);
    }

    private Duels.Judged raced(Duels duels, List<Entrant> entrants) {
        List<Prompt> prompts = entrants.stream().map(Entrant::prompt).toList();
        List<Example> examples = task.splits().validation();
        return plan.full()
                ? duels.meet(prompts, League.Meeting.all(prompts.size()), examples)
                : duels.race(prompts, examples);
    }

    private Optional<Ranking.Decided> decided(
            Duels duels, Prompt champion, int winner, Consumer<RunEvent> events, List<String> notes) {
        List<Example> holdout = task.splits().holdout();
        if (winner == 0) {
            return Optional.of(Ranking.Decided.unbeaten(task.splits()));
        }
        events.accept(
                new RunEvent.PhaseStarted("gate: winner and baseline on " + holdout.size() + " hold-out examples"));
        Duels.Judged proof = duels.meet(List.of(task.prompt(), champion), League.Meeting.all(2), holdout);
        int pairs = proof.examples().size();
        if (2 * pairs < holdout.size()) {
            notes.add("The budget ended ("
                    + proof.stopped().orElse(StopReason.FINISHED).label()
                    + ") before the gate could decide. The baseline stays.");
            return Optional.empty();
        }
        proof.stopped().ifPresent(limit -> notes.add(HoldoutProof.cut(limit, pairs, holdout.size())));
        Gate.Decision decision = duels.decide(proof, 0, 1);
        List<Optional<Estimate>> shares = proof.league().standings().stream()
                .map(standing -> Optional.of(new Estimate(standing.share(), standing.shareInterval(), pairs)))
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
