package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.judge.Brief;
import dev.emend.judge.League;
import dev.emend.judge.Referee;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Given prompts against each other by a judge that compares their answers in pairs; no right answers are needed. Everyone answers
 * every validation example, and nobody drops out: k prompts on n examples cost k·n answers and, with a judge that compares in both
 * orders, at most k(k-1)·n questions, fewer where answers are the same. Where there is a baseline, winner and baseline also meet on the
 * hold-out, and the gate decides by the paired test of their duels.
 *
 * <p>A prompt's score is the share of the points of its duels. A pure function of task, entrants and journal, as {@link
 * PromptComparison}.
 */
public final class JudgedComparison {

    private static final int BLOCK = 8;

    private final Task task;
    private final ComparedField field;
    private final boolean baseline;
    private final int select;
    private final Referee referee;
    private final Models models;
    private final Journal journal;
    private final Preferred preferred = new Preferred();

    /**
     * @param task whose metric is not asked
     * @param entrants at least two different ones
     * @param select how many are kept, at least 1: the best, no two of them nearly the same
     * @param baseline the name of the entrant that the winner has to beat on the hold-out, if one is to be beaten
     * @param referee who compares two answers
     * @param models with a judge
     * @throws dev.emend.InvalidInputException as {@link PromptComparison} says, and where the referee is to see inputs that an
     *     example does not have
     */
    public JudgedComparison(
            Task task,
            List<Entrant> entrants,
            int select,
            Optional<String> baseline,
            Referee referee,
            Models models,
            Journal journal) {
        this.field = new ComparedField(entrants, baseline, task.splits());
        this.task = field.of(task);
        this.baseline = baseline.isPresent();
        this.select = select;
        this.referee = referee;
        this.models = models;
        this.journal = journal;
        Stream.of(task.splits().validation(), task.splits().holdout())
                .flatMap(List::stream)
                .forEach(example -> referee.questions(Brief.of(example), "", ""));
    }

    /** The most calls that it may take. */
    public long mostCalls() {
        long prompts = field.prompts().size();
        long each = prompts + prompts * (prompts - 1) / 2 * referee.questionsEach();
        return each * task.splits().validation().size() + (baseline ? gateCalls() : 0);
    }

    /** Two answers to each hold-out example, and what is asked about them. */
    private long gateCalls() {
        return (2L + referee.questionsEach()) * task.splits().holdout().size();
    }

    /** What was said of some prompts on those examples on which all was answered and judged. */
    private record Judged(League league, List<Example> examples, Optional<StopReason> stopped) {}

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
        // A budget that does not go beyond the gate still gives a ranking.
        if (baseline && task.budget().calls().orElse(Long.MAX_VALUE) > gateCalls()) {
            ledger.withhold(new Ledger.Amount(gateCalls(), 0, 0));
        }
        List<String> names = List.copyOf(field.prompts().keySet());
        List<Prompt> prompts = List.copyOf(field.prompts().values());
        Judged judged = judged(prompts, task.splits().validation(), calls, events);
        List<League.Standing> standings = judged.league.standings();
        if (standings.isEmpty()) {
            throw new NoVerdictException(judged.stopped.orElse(StopReason.FINISHED), ledger.spend());
        }
        List<League.Standing> best = standings.stream()
                .sorted(Comparator.comparingDouble(League.Standing::strength)
                        .reversed()
                        .thenComparingInt(League.Standing::player))
                .toList();
        ledger.withhold(Ledger.Amount.ZERO);
        StopReason stopped = judged.stopped.orElse(StopReason.FINISHED);
        List<String> notes = new ArrayList<>(field.notes(stopped));
        int swayed = standings.stream().mapToInt(League.Standing::swayed).sum();
        int duels = standings.stream().mapToInt(League.Standing::duels).sum();
        if (swayed > 0) {
            notes.add(Math.round(100.0 * swayed / duels)
                    + " % of the duels depend on the order in which the answers were shown. They count as ties.");
        }
        Optional<Ranking.Decided> gate =
                baseline ? decided(prompts, best.getFirst().player(), calls, events, notes) : Optional.empty();
        int reference = baseline ? 0 : best.getFirst().player();
        return new Ranking(
                places(names, prompts, best, reference, judged),
                names.get(reference),
                baseline,
                field.repeats(),
                kept(best, prompts).stream().map(names::get).toList(),
                gate,
                List.of(),
                task.splits().validation().size(),
                notes,
                ledger.spend(),
                stopped);
    }

    private List<Integer> kept(List<League.Standing> best, List<Prompt> prompts) {
        List<Integer> kept = new ArrayList<>();
        for (League.Standing standing : best) {
            Prompt next = prompts.get(standing.player());
            if (kept.size() < select && kept.stream().noneMatch(other -> Screen.isRepeat(prompts.get(other), next))) {
                kept.add(standing.player());
            }
        }
        return kept;
    }

    private List<Ranking.Place> places(
            List<String> names, List<Prompt> prompts, List<League.Standing> best, int reference, Judged judged) {
        Map<Integer, Difference> differences = new LinkedHashMap<>();
        for (League.Standing standing : best) {
            if (standing.player() != reference) {
                differences.put(standing.player(), difference(judged, reference, standing.player()));
            }
        }
        Map<Integer, Evaluation.Contrast> contrasts = RankingTable.adjusted(differences, baseline);
        List<Ranking.Place> places = new ArrayList<>();
        for (League.Standing standing : best) {
            places.add(new Ranking.Place(
                    names.get(standing.player()),
                    prompts.get(standing.player()),
                    List.of(),
                    "given",
                    "",
                    Optional.of(new Estimate(standing.share(), standing.shareInterval(), standing.inputs())),
                    Optional.ofNullable(contrasts.get(standing.player())),
                    Optional.of(standing),
                    places.isEmpty() ? "winner" : ""));
        }
        return places;
    }

    private Difference difference(Judged judged, int reference, int player) {
        List<Double> values = judged.league.values(player, reference);
        return Comparison.of(
                preferred.outcomes(judged.examples, values, true),
                preferred.outcomes(judged.examples, values, false),
                preferred,
                task.seed(),
                task.splits()::groupOf);
    }

    private Optional<Ranking.Decided> decided(
            List<Prompt> prompts, int winner, Calls calls, Consumer<RunEvent> events, List<String> notes) {
        List<Example> holdout = task.splits().holdout();
        if (winner == 0) {
            return Optional.of(Ranking.Decided.unbeaten(holdout.size()));
        }
        events.accept(
                new RunEvent.PhaseStarted("gate: winner and baseline on " + holdout.size() + " hold-out examples"));
        Judged proof = judged(List.of(prompts.getFirst(), prompts.get(winner)), holdout, calls, events);
        if (2 * proof.examples.size() < holdout.size()) {
            notes.add("The budget ended ("
                    + proof.stopped.orElse(StopReason.FINISHED).label()
                    + ") before the gate could decide. The baseline stays.");
            return Optional.empty();
        }
        List<Double> values = proof.league.values(1, 0);
        Gate.Decision decision = Gate.decide(
                preferred.outcomes(proof.examples, values, true),
                preferred.outcomes(proof.examples, values, false),
                preferred,
                task.seed(),
                task.splits()::groupOf);
        List<League.Standing> both = proof.league.standings();
        return Optional.of(new Ranking.Decided(
                decision.verdict(),
                Optional.of(new Estimate(both.get(0).share(), both.get(0).shareInterval(), proof.examples.size())),
                Optional.of(new Estimate(both.get(1).share(), both.get(1).shareInterval(), proof.examples.size())),
                Optional.of(decision.difference()),
                decision.detectable(),
                decision.explanation()));
    }

    /** Block by block, answers and judgements in turn, so that a limit leaves examples on which all is said. */
    private Judged judged(List<Prompt> prompts, List<Example> examples, Calls calls, Consumer<RunEvent> events) {
        events.accept(new RunEvent.PhaseStarted(
                prompts.size() + " prompts answer " + examples.size() + " examples, and the judge compares"));
        League league = new League(referee, prompts.size(), task.seed());
        List<Example> judged = new ArrayList<>();
        Optional<StopReason> stopped = Optional.empty();
        for (int from = 0; from < examples.size() && stopped.isEmpty(); from += BLOCK) {
            List<Example> block = examples.subList(from, Math.min(examples.size(), from + BLOCK));
            stopped = judged(prompts, block, calls, league, judged);
        }
        return new Judged(league, judged, stopped);
    }

    private Optional<StopReason> judged(
            List<Prompt> prompts, List<Example> block, Calls calls, League league, List<Example> judged) {
        List<Request> requests = new ArrayList<>();
        for (Example example : block) {
            for (Prompt prompt : prompts) {
                requests.add(
                        Answers.request(prompt, example.inputs(), example.id(), task.seed(), 0, calls.seatOf(example)));
            }
        }
        Calls.Batch batch = calls.complete(requests);
        List<Example> answered = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        List<List<Question>> questions = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            List<String> own = batch.entries().subList(i * prompts.size(), (i + 1) * prompts.size()).stream()
                    .flatMap(Optional::stream)
                    .map(entry -> Judging.completion(entry).text())
                    .toList();
            if (own.size() == prompts.size()) {
                answered.add(block.get(i));
                texts.add(own);
                questions.add(league.questions(Brief.of(block.get(i)), own));
            }
        }
        Judging.Replies replies = new Judging(task.metric(), calls, task.seed()).ask(questions);
        for (int i = 0; i < answered.size(); i++) {
            Optional<List<Completion>> own = replies.judgements().get(i);
            if (own.isPresent()) {
                league.add(task.splits().groupOf(answered.get(i)), texts.get(i), own.get());
                judged.add(answered.get(i));
            }
        }
        return batch.stopped().or(replies::stopped);
    }
}
