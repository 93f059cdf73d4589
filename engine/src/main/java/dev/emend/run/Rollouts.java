package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Rollouts to be made: pairs of a candidate and an example, in the order in which they are paid for. */
final class Rollouts {

    private record Planned(int candidate, Prompt prompt, Example example) {}

    private final Task task;
    private final Calls calls;
    private final List<Planned> planned = new ArrayList<>();

    Rollouts(Task task, Calls calls) {
        this.task = task;
        this.calls = calls;
    }

    void plan(int candidate, Prompt prompt, Example example) {
        planned.add(new Planned(candidate, prompt, example));
    }

    /** The candidates that have something planned, each once. */
    List<Integer> candidates() {
        return planned.stream().map(Planned::candidate).distinct().toList();
    }

    /**
     * Makes them all in one batch, has them judged in a second one where the metric asks for it, and puts every score that
     * was had on the board.
     *
     * @param met hears of each candidate's response, in order
     * @return which limit was reached, if one was
     */
    Optional<StopReason> make(Scoreboard scoreboard, BiConsumer<Integer, Response> met) {
        Calls.Batch batch = calls.complete(planned.stream()
                .map(one -> Answers.request(one.prompt, one.example, task.seed(), 0))
                .toList());
        List<Planned> answered = new ArrayList<>();
        List<Response> responses = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            Planned one = planned.get(i);
            batch.entries().get(i).ifPresent(entry -> {
                answered.add(one);
                responses.add(new Response(one.example, entry, List.of()));
            });
        }
        Judging.Judged judged = new Judging(task.metric(), calls, task.seed()).judge(responses);
        for (int i = 0; i < answered.size(); i++) {
            int candidate = answered.get(i).candidate;
            met.accept(candidate, responses.get(i));
            judged.responses()
                    .get(i)
                    .map(response -> response.scored(task.metric(), calls.taskPrice()))
                    .ifPresent(outcome -> scoreboard.add(new Rollout(candidate, outcome)));
        }
        return batch.stopped().or(judged::stopped);
    }
}
