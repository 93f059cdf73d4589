package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Rollouts to be made: pairs of a candidate and an example, in the order in which they are paid for. */
final class Rollouts {

    private record Planned(int candidate, Prompt prompt, Example example, int draw) {}

    private final Task task;
    private final Calls calls;
    private final List<Planned> planned = new ArrayList<>();

    Rollouts(Task task, Calls calls) {
        this.task = task;
        this.calls = calls;
    }

    void plan(int candidate, Prompt prompt, Example example) {
        plan(candidate, prompt, example, 0);
    }

    /** @param draw among repeated answers to one example, from 0 */
    void plan(int candidate, Prompt prompt, Example example, int draw) {
        planned.add(new Planned(candidate, prompt, example, draw));
    }

    /** The candidates that have something planned, each once. */
    List<Integer> candidates() {
        return planned.stream().map(Planned::candidate).distinct().toList();
    }

    /**
     * Makes them all in one batch, and has them judged in a second one where the metric asks for it.
     *
     * @param scored hears of each candidate's outcome, in order
     * @param met hears of each candidate's response, in order
     * @return which limit was reached, if one was
     */
    Optional<StopReason> make(BiConsumer<Integer, Outcome> scored, BiConsumer<Integer, Response> met) {
        Calls.Batch batch = calls.complete(planned.stream()
                .map(one -> Answers.request(one.prompt, one.example, task.seed(), one.draw, calls.seatOf(one.example)))
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
                    .ifPresent(outcome -> scored.accept(candidate, outcome));
        }
        return batch.stopped().or(judged::stopped);
    }
}
