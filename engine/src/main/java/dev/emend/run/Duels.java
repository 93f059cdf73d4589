package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.judge.Brief;
import dev.emend.judge.League;
import dev.emend.judge.Referee;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prompts that answer examples, and a judge that compares their answers. What was answered and judged before is not paid for
 * again.
 */
final class Duels {

    private static final int BLOCK = 8;

    private final Task task;
    private final Referee referee;
    private final Calls calls;
    private final Consumer<RunEvent> events;
    private final Preferred preferred = new Preferred();

    Duels(Task task, Referee referee, Calls calls, Consumer<RunEvent> events) {
        this.task = task;
        this.referee = referee;
        this.calls = calls;
        this.events = events;
    }

    /**
     * What was said of some prompts.
     *
     * @param examples on which all was answered and judged, in the order of the league
     * @param stopped the limit that was reached, if one was
     */
    record Judged(League league, List<Example> examples, Optional<StopReason> stopped) {}

    private record Pair(List<Outcome> reference, List<Outcome> player) {}

    /**
     * Block by block, answers and judgements in turn, so that a limit leaves examples on which all is said.
     *
     * @param prompts the players of the league, by number
     */
    Judged meet(List<Prompt> prompts, List<League.Meeting> meetings, List<Example> examples) {
        events.accept(new RunEvent.PhaseStarted(
                prompts.size() + " prompts answer " + examples.size() + " examples, and the judge compares"));
        League league = new League(referee, prompts.size(), meetings, task.seed());
        List<Example> judged = new ArrayList<>();
        Optional<StopReason> stopped = Optional.empty();
        for (int from = 0; from < examples.size() && stopped.isEmpty(); from += BLOCK) {
            List<Example> block = examples.subList(from, Math.min(examples.size(), from + BLOCK));
            stopped = meet(prompts, block, league, judged);
        }
        return new Judged(league, judged, stopped);
    }

    private Optional<StopReason> meet(List<Prompt> prompts, List<Example> block, League league, List<Example> judged) {
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

    /** How far a player is preferred to another, paired by example; both must meet. */
    Difference difference(Judged judged, int reference, int player) {
        Pair pair = pair(judged, reference, player);
        return Comparison.of(pair.reference, pair.player, preferred, task.seed(), task.splits()::groupOf);
    }

    Gate.Decision decide(Judged judged, int reference, int player) {
        Pair pair = pair(judged, reference, player);
        return Gate.decide(pair.reference, pair.player, preferred, task.seed(), task.splits()::groupOf);
    }

    private Pair pair(Judged judged, int reference, int player) {
        List<Double> values = judged.league.values(player, reference);
        return new Pair(
                preferred.outcomes(judged.examples, values, true), preferred.outcomes(judged.examples, values, false));
    }
}
