package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.format.task.LoadedTask;
import dev.emend.journal.Workspace;
import dev.emend.run.Learned;
import dev.emend.run.RunResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A finished run that another one goes on from. */
record EarlierRun(Path directory, String run) {

    /**
     * The task, with what this run has learned, and its splits such that this run's search has seen nothing of the hold-out.
     * Says what had to be moved.
     */
    LoadedTask followedBy(LoadedTask loaded, Console console) {
        try (Workspace workspace = Workspace.open(directory)) {
            StoredRun stored = StoredRun.parse(workspace.snapshot(run));
            if (workspace.result(run).isEmpty()) {
                throw new InvalidInputException(
                        "the run " + run + " is not finished",
                        Where.NOWHERE,
                        "\"emend resume " + run + "\" finishes it.");
            }
            if (loaded.chain().isPresent() || stored.loaded().chain().isPresent()) {
                throw new InvalidInputException(
                        "a chain cannot go on from an earlier run",
                        Where.NOWHERE,
                        "take the chain file that run " + run + " wrote as the task's chain.");
            }
            RunResult result = Replay.of(workspace, run, stored, event -> {});
            Splits before = loaded.task().splits();
            Splits earlier = stored.loaded().task().splits();
            Splits after = before.after(earlier);
            say(console, before, after, earlier);
            return loaded.after(Learned.from(run, result), after);
        }
    }

    private void say(Console console, Splits before, Splits after, Splits earlier) {
        Set<Example> now = Set.copyOf(after.holdout());
        long moved = before.holdout().stream()
                .filter(example -> !now.contains(example))
                .count();
        if (moved > 0) {
            console.err()
                    .println("note: " + moved + " of " + before.holdout().size()
                            + " hold-out examples were train or validation in run " + run
                            + ", and are not hold-out now. The hold-out has "
                            + after.holdout().size() + " examples.");
        }
        long again = shared(after.holdout(), earlier.holdout());
        if (again > 0) {
            console.err()
                    .println("note: " + again + " of " + after.holdout().size()
                            + " hold-out examples were hold-out in run " + run
                            + " too. This is another look at them: what it shows is worth less than on fresh ones.");
        }
    }

    private static long shared(List<Example> some, List<Example> others) {
        Set<Map<String, String>> inputs = others.stream().map(Example::inputs).collect(Collectors.toSet());
        return some.stream()
                .filter(example -> inputs.contains(example.inputs()))
                .count();
    }
}
