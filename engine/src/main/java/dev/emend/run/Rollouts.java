package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Rollouts to be made: pairs of a candidate and an example, in the order in which they are paid for. */
final class Rollouts {

    private record Planned(int candidate, Stages.Planned work) {}

    private final Task task;
    private final Calls calls;
    private final List<Planned> planned = new ArrayList<>();

    Rollouts(Task task, Calls calls) {
        this.task = task;
        this.calls = calls;
    }

    void plan(int candidate, Prompt prompt, Example example) {
        plan(candidate, Program.of(prompt), example);
    }

    void plan(int candidate, Program program, Example example) {
        plan(candidate, new Stages.Planned(program, example, 0));
    }

    void plan(int candidate, Stages.Planned work) {
        planned.add(new Planned(candidate, work));
    }

    /** The candidates that have something planned, each once. */
    List<Integer> candidates() {
        return planned.stream().map(Planned::candidate).distinct().toList();
    }

    /**
     * Makes them all, stage by stage, and has them judged where the metric asks for it.
     *
     * @param scored hears of each candidate's outcome, in order
     * @param met hears of the response first, with what judges said of it
     * @return which limit was reached, if one was
     */
    Optional<StopReason> make(BiConsumer<Integer, Outcome> scored, BiConsumer<Integer, Response> met) {
        Judging.Judged judged = new Judging(task.metric(), calls, task.seed())
                .answers(planned.stream().map(Planned::work).toList());
        for (int i = 0; i < planned.size(); i++) {
            int candidate = planned.get(i).candidate;
            judged.responses().get(i).ifPresent(response -> {
                met.accept(candidate, response);
                scored.accept(candidate, response.scored(task.metric(), calls.taskPrice(response.example())));
            });
        }
        return judged.stopped();
    }
}
