package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.CutOff;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.UnreadReply;
import dev.emend.evaluation.race.Elimination;
import dev.emend.judge.Brief;
import dev.emend.judge.League;
import dev.emend.judge.Referee;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Prompts that answer examples, and a judge that compares their answers. What was answered and judged before is not paid for
 * again.
 */
final class Duels {

    private static final int BLOCK = 8;

    private final Task task;
    private final Referee referee;
    private final Calls calls;
    private final DuelAllowance allowance;
    private final Consumer<RunEvent> events;
    private final Preferred preferred = new Preferred();

    /** By key, since answers that were had before are asked for again. */
    private final Map<String, Journal.Reply> replies = new LinkedHashMap<>();

    /** @param allowance is told after each block */
    Duels(Task task, Referee referee, Calls calls, DuelAllowance allowance, Consumer<RunEvent> events) {
        this.task = task;
        this.referee = referee;
        this.calls = calls;
        this.allowance = allowance;
        this.events = events;
    }

    /**
     * What was said of some prompts.
     *
     * @param examples on which all was answered and judged, in the order of the league
     * @param fates why players dropped out, by number
     * @param stopped the limit that was reached, if one was
     */
    record Judged(
            League league, List<Example> examples, Map<Integer, Elimination> fates, Optional<StopReason> stopped) {

        /** On how many examples this player has met somebody. */
        int examplesOf(int player) {
            return (int) league.inputs(player).stream()
                    .map(i -> examples.get(i).id())
                    .distinct()
                    .count();
        }

        /** With the duels of others, or of the same players with others, behind these. */
        Judged and(Judged other) {
            List<Example> all = new ArrayList<>(examples);
            all.addAll(other.examples);
            return new Judged(league.joined(other.league), all, fates, stopped.or(other::stopped));
        }
    }

    private record Pair(List<Outcome> reference, List<Outcome> player) {}

    /** Whether the judge is to write critiques, as of answers to this example. */
    boolean askCritiques(Example example) {
        return UnreadReply.asksCritique(referee.questions(Brief.of(example), "", ""));
    }

    /**
     * Everyone meets everyone, in an order of the examples that the seed draws, and who is proved to lose to another one drops out.
     *
     * @param prompts the players of the league, by number
     */
    Judged race(List<Prompt> prompts, List<Example> examples) {
        League league = started(prompts.size(), League.Meeting.all(prompts.size()), examples);
        DuelRaces races = new DuelRaces(prompts.size(), examples.size(), BLOCK, task.seed());
        List<Example> judged = new ArrayList<>();
        Map<Integer, Elimination> fates = new LinkedHashMap<>();
        while (!races.over()) {
            List<Example> block = races.nextBlock().stream().map(examples::get).toList();
            int before = judged.size();
            Optional<StopReason> stopped = meet(prompts, block, league, judged);
            if (stopped.isPresent()) {
                return new Judged(league, judged, fates, stopped);
            }
            Map<Integer, Elimination> out = races.observe(worth(league, prompts.size(), before));
            out.forEach((player, elimination) -> {
                league.drop(player);
                fates.put(player, elimination);
                events.accept(new RunEvent.Dropped(player, why(elimination)));
            });
        }
        return new Judged(league, judged, fates, Optional.empty());
    }

    private static String why(Elimination elimination) {
        return elimination.why("candidate " + elimination.leader());
    }

    /** The duels from this input on, of each two that met on all of them. */
    private static Map<League.Meeting, double[]> worth(League league, int players, int from) {
        Map<League.Meeting, double[]> worth = new LinkedHashMap<>();
        for (League.Meeting meeting : League.Meeting.all(players)) {
            List<OptionalDouble> values = league.values(meeting.one(), meeting.other());
            worth.put(
                    meeting,
                    values.subList(from, values.size()).stream()
                            .flatMapToDouble(OptionalDouble::stream)
                            .toArray());
        }
        return worth;
    }

    /**
     * Block by block, answers and judgements in turn, so that a limit leaves examples on which all is said. Nobody drops out.
     *
     * @param prompts the players of the league, by number; those without a meeting answer nothing
     */
    Judged meet(List<Prompt> prompts, List<League.Meeting> meetings, List<Example> examples) {
        League league = started(prompts.size(), meetings, examples);
        List<Example> judged = new ArrayList<>();
        Optional<StopReason> stopped = Optional.empty();
        for (int from = 0; from < examples.size() && stopped.isEmpty(); from += BLOCK) {
            List<Example> block = examples.subList(from, Math.min(examples.size(), from + BLOCK));
            stopped = meet(prompts, block, league, judged);
        }
        return new Judged(league, judged, Map.of(), stopped);
    }

    private League started(int players, List<League.Meeting> meetings, List<Example> examples) {
        League league = new League(referee, players, meetings, task.seed());
        long answering = IntStream.range(0, players).filter(league::plays).count();
        events.accept(new RunEvent.PhaseStarted(
                answering + " prompts answer " + examples.size() + " examples, and the judge compares"));
        return league;
    }

    private Optional<StopReason> meet(List<Prompt> prompts, List<Example> block, League league, List<Example> judged) {
        List<Integer> players =
                IntStream.range(0, prompts.size()).filter(league::plays).boxed().toList();
        // Prompt by prompt, so that what a prompt's requests begin with is read once.
        List<Request> requests = new ArrayList<>();
        for (int player : players) {
            for (Example example : block) {
                requests.add(Answers.request(
                        prompts.get(player), example.allInputs(), example.id(), task.seed(), 0, calls.seatOf(example)));
            }
        }
        int before = league.duels();
        Calls.Batch batch = calls.complete(requests);
        batch.entries().forEach(entry -> entry.ifPresent(made -> replies.put(made.key(), made.reply())));
        List<Example> answered = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        List<List<Question>> questions = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            int place = i;
            List<Optional<Journal.Entry>> own = IntStream.range(0, players.size())
                    .mapToObj(player -> batch.entries().get(player * block.size() + place))
                    .toList();
            if (own.stream().allMatch(Optional::isPresent)) {
                List<String> byPlayer = new ArrayList<>(Collections.nCopies(prompts.size(), ""));
                for (int player = 0; player < players.size(); player++) {
                    byPlayer.set(
                            players.get(player),
                            own.get(player).orElseThrow().reply().completion().text());
                }
                answered.add(block.get(i));
                texts.add(byPlayer);
                questions.add(league.questions(Brief.of(block.get(i)), byPlayer));
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
        allowance.met(league.duels() - before);
        return batch.stopped().or(replies::stopped);
    }

    /** Of all answers so far. */
    CutOff cutOff() {
        return CutOff.among(replies.values(), Journal.Reply::endsAtLimit);
    }

    /** How far a player is preferred to another, paired by the examples on which they met. */
    Difference difference(Judged judged, int reference, int player) {
        Pair pair = pair(judged, reference, player);
        return Comparison.of(pair.reference, pair.player, preferred, task.seed(), task.splits()::groupOf);
    }

    Gate.Decision decide(Judged judged, int reference, int player) {
        Pair pair = pair(judged, reference, player);
        return Gate.decide(pair.reference, pair.player, preferred, task.seed(), task.splits()::groupOf);
    }

    private Pair pair(Judged judged, int reference, int player) {
        List<OptionalDouble> values = judged.league.values(player, reference);
        List<Example> met = new ArrayList<>();
        List<Double> worth = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isPresent()) {
                met.add(judged.examples.get(i));
                worth.add(values.get(i).getAsDouble());
            }
        }
        return new Pair(preferred.outcomes(met, worth, true), preferred.outcomes(met, worth, false));
    }
}
