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
     * Makes them all in one batch and puts every score that was had on the board.
     *
     * @param met hears of each candidate's reply, in order
     * @return which limit was reached, if one was
     */
    Optional<StopReason> make(Scoreboard scoreboard, BiConsumer<Integer, Journal.Reply> met) {
        Calls.Batch batch = calls.complete(planned.stream()
                .map(one -> Answers.request(one.prompt, one.example, task.seed()))
                .toList());
        for (int i = 0; i < planned.size(); i++) {
            Planned one = planned.get(i);
            batch.replies().get(i).ifPresent(reply -> {
                scoreboard.add(new Rollout(one.candidate, new Answer(one.example, reply).scored(task.metric())));
                met.accept(one.candidate, reply);
            });
        }
        return batch.stopped();
    }
}
