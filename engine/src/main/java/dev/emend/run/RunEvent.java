package dev.emend.run;

import dev.emend.evaluation.Estimate;
import java.time.Duration;
import java.util.List;

/**
 * What happens in a run, in order. The terminal, the report and every other view read this one stream; none of them
 * can change the course of the run.
 */
public sealed interface RunEvent {

    /** The first event. The notes say what a user should know before anything is spent. */
    record Started(String task, String strategy, int train, int validation, int holdout, List<String> notes)
            implements RunEvent {

        public Started {
            notes = List.copyOf(notes);
        }

        static Started of(Task task, String strategy, List<String> notes) {
            return new Started(
                    task.name(),
                    strategy,
                    task.splits().train().size(),
                    task.splits().validation().size(),
                    task.splits().holdout().size(),
                    notes);
        }
    }

    /** What the run is doing now, such as "scoring the seed prompt" or "gate: 90 hold-out examples". */
    record PhaseStarted(String phase) implements RunEvent {}

    /** A call came back, live or from the journal. */
    record Called(Spend spend, Duration elapsed, boolean replayed) implements RunEvent {}

    /** A proposal passed the screen. */
    record Proposed(int candidate, List<Integer> parents, String operator, String hypothesis) implements RunEvent {

        public Proposed {
            parents = List.copyOf(parents);
        }
    }

    record Refused(RunResult.Refusal refusal) implements RunEvent {}

    /** A candidate's score on the validation examples so far. */
    record Scored(int candidate, Estimate estimate) implements RunEvent {}

    /** @param why in a few words */
    record Dropped(int candidate, String why) implements RunEvent {}

    /** A candidate is now the best known. */
    record Leading(int candidate, Estimate estimate) implements RunEvent {}

    record SearchEnded(StopReason reason, Spend spend) implements RunEvent {}

    record Finished(RunResult result) implements RunEvent {}
}
