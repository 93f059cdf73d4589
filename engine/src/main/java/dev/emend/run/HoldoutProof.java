package dev.emend.run;

import dev.emend.data.Audience;
import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Across;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The gate's measurement: two prompts on the hold-out, and what the gate decides of it.
 *
 * @param before of the prompt that is in use
 * @param after of the champion, on the same examples
 * @param cut which limit ended it before all had answered, if one did
 * @param pairs how many hold-out examples both have answered
 * @param served both with each model or task that the prompt serves, where that is more than one
 */
record HoldoutProof(
        Gate.Decision decision,
        Estimate before,
        Estimate after,
        Optional<StopReason> cut,
        int pairs,
        List<RunResult.Served> served) {

    private static final double LEVEL = 0.95;
    private static final int BEFORE = 0;
    private static final int AFTER = 1;

    /** Examples that one prompt answers before it is the other's turn. */
    private static final int BLOCK = 8;

    /**
     * Has both prompts answer the hold-out, block by block, and judged so too where the metric asks judges, so that a limit that is
     * reached on the way leaves pairs. Which pairs it leaves depends on the limit and not on what was answered. Within a block one
     * prompt comes after the other: what its examples begin with is then read once, where turns would have it read each time.
     *
     * @throws NoVerdictException where a limit leaves fewer pairs than half of the hold-out
     */
    static HoldoutProof of(
            Task task, Program before, Program after, Calls calls, Ledger ledger, Consumer<RunEvent> events) {
        List<Example> holdout = task.splits().holdout();
        events.accept(new RunEvent.PhaseStarted("gate: both " + (task.program().isChain() ? "chains" : "prompts")
                + " on " + holdout.size() + " hold-out examples"));
        Scoreboard proof = new Scoreboard(task.metric(), task.splits()::groupOf);
        Rollouts rollouts = new Rollouts(task, calls);
        for (int from = 0; from < holdout.size(); from += BLOCK) {
            List<Example> block = holdout.subList(from, Math.min(holdout.size(), from + BLOCK));
            block.forEach(example -> rollouts.plan(BEFORE, before, example));
            block.forEach(example -> rollouts.plan(AFTER, after, example));
        }
        Optional<StopReason> cut = rollouts.make(
                (candidate, outcome) -> proof.add(new Rollout(candidate, outcome)), (candidate, response) -> {});
        List<Example> pairs = proof.shared(BEFORE, AFTER, holdout);
        if (cut.isPresent() && 2 * pairs.size() < holdout.size()) {
            throw new NoVerdictException(cut.get(), ledger.spend());
        }
        Gate.Decision decision = Gate.decide(
                proof.outcomes(BEFORE, pairs),
                proof.outcomes(AFTER, pairs),
                task.metric(),
                task.seed(),
                task.splits()::groupOf);
        return new HoldoutProof(
                decision,
                proof.estimate(BEFORE, pairs).orElseThrow(),
                proof.estimate(AFTER, pairs).orElseThrow(),
                cut,
                pairs.size(),
                served(task, proof.outcomes(BEFORE, pairs), proof.outcomes(AFTER, pairs)));
    }

    private static List<RunResult.Served> served(Task task, List<Outcome> before, List<Outcome> after) {
        return across(task).map(across -> served(task, across, before, after)).orElse(List.of());
    }

    /** By whom the prompt serves: as the task's metric says, or each of several task models by that metric. */
    private static Optional<Across> across(Task task) {
        if (task.metric() instanceof Across across) {
            return Optional.of(across);
        }
        Map<String, Metric> parts = new TreeMap<>();
        Audience.models(task.splits()).forEach(model -> parts.put(model, task.metric()));
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Across(Audience.MODEL, parts, Across.Aim.MEAN));
    }

    private static List<RunResult.Served> served(Task task, Across across, List<Outcome> before, List<Outcome> after) {
        SortedMap<String, List<Outcome>> changed = across.byPart(after);
        List<RunResult.Served> served = new ArrayList<>();
        across.byPart(before).forEach((name, own) -> {
            Metric metric = across.part(name);
            List<Outcome> other = changed.getOrDefault(name, List.of());
            served.add(new RunResult.Served(
                    name,
                    Estimates.of(own, metric, LEVEL, task.splits()::groupOf),
                    Estimates.of(other, metric, LEVEL, task.splits()::groupOf),
                    Comparison.of(own, other, metric, task.seed(), task.splits()::groupOf)));
        });
        return served;
    }

    /** What a reader must know: where the budget ended in the gate, and where the judge could not be read or answers are missing or cut off. */
    List<String> notes(int holdout) {
        return Stream.concat(
                        cut.map(limit -> cut(limit, pairs, holdout)).stream(),
                        Estimates.warnings(List.of(before, after)).stream())
                .toList();
    }

    static String cut(StopReason limit, int pairs, int holdout) {
        return "The budget ended (" + limit.label() + ") in the gate. The verdict rests on the " + pairs + " of "
                + holdout + " hold-out examples that both prompts had answered.";
    }
}
