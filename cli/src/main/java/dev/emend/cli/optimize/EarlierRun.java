package dev.emend.cli.optimize;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.data.Example;
import dev.emend.data.Rows;
import dev.emend.data.Splits;
import dev.emend.format.task.LoadedTask;
import dev.emend.journal.RunSummary;
import dev.emend.journal.Workspace;
import dev.emend.run.Learned;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A finished run that another one goes on from. */
record EarlierRun(Path directory, String run) {

    /**
     * The task, with what this run has learned, and its splits such that neither this run's search nor one that it went on
     * from has seen anything of the hold-out. Says what had to be moved.
     */
    LoadedTask followedBy(LoadedTask loaded, Console console) {
        try (Workspace workspace = Workspace.open(directory)) {
            if (workspace.result(run).isEmpty()) {
                throw new InvalidInputException(
                        "the run " + run + " is not finished",
                        Where.NOWHERE,
                        "\"emend resume " + run + WorkspaceOption.asOption(directory) + "\" finishes it.");
            }
            Replay.Repeated repeated = repeated(workspace);
            Learned learned = Learned.from(run, repeated.result());
            learned.check(loaded.task().program());
            Splits before = loaded.task().splits();
            Map<String, Splits> earlier = ancestry(workspace, repeated.stored().loaded(), console);
            earlier.replaceAll((id, splits) -> splits.reading(before.inputNames()));
            Splits after = before.after(List.copyOf(earlier.values()));
            say(console, before, after, earlier);
            return loaded.after(learned.withChoosers(choosers(after, earlier.values())), after);
        }
    }

    private Replay.Repeated repeated(Workspace workspace) {
        try {
            return Replay.of(workspace, run);
        } catch (Replay.OtherCourseException other) {
            throw other.wrongInput();
        }
    }

    /** The splits of this run and of those that it descends from, the newest first, as far as the workspace has them. */
    private Map<String, Splits> ancestry(Workspace workspace, LoadedTask newest, Console console) {
        Set<String> there = workspace.runs().stream().map(RunSummary::id).collect(Collectors.toSet());
        Map<String, Splits> ancestry = new LinkedHashMap<>();
        ancestry.put(run, newest.task().splits());
        Optional<String> next = newest.task().learned().map(Learned::run);
        while (next.isPresent()) {
            String id = next.get();
            if (!there.contains(id)) {
                console.err()
                        .println("note: run " + run + " descends from run " + id + ", which is not in the workspace."
                                + " Examples that this one or one before it has seen may stand in the hold-out.");
                break;
            }
            LoadedTask ancestor = StoredRun.parse(workspace.snapshot(id)).loaded();
            ancestry.put(id, ancestor.task().splits());
            next = ancestor.task().learned().map(Learned::run);
        }
        return ancestry;
    }

    /** Ids of the validation examples by which an earlier search has selected. */
    private static List<String> choosers(Splits after, Collection<Splits> earlier) {
        Rows selectedBy = new Rows(
                earlier.stream().flatMap(splits -> splits.validation().stream()).toList());
        return after.validation().stream()
                .filter(selectedBy::contains)
                .map(Example::id)
                .toList();
    }

    private static void say(Console console, Splits before, Splits after, Map<String, Splits> earlier) {
        Set<Example> now = Set.copyOf(after.holdout());
        long moved = before.holdout().stream()
                .filter(example -> !now.contains(example))
                .count();
        String runs = (earlier.size() == 1 ? "run " : "one of the runs ") + String.join(", ", earlier.keySet());
        if (moved > 0) {
            console.err()
                    .println("note: " + moved + " of " + before.holdout().size()
                            + " hold-out examples were train or validation in " + runs
                            + ", and are not hold-out now. The hold-out has "
                            + after.holdout().size() + " examples.");
        }
        Rows looked = new Rows(earlier.values().stream()
                .flatMap(splits -> splits.holdout().stream())
                .toList());
        long again = after.holdout().stream().filter(looked::contains).count();
        if (again > 0) {
            console.err()
                    .println("note: " + again + " of " + after.holdout().size()
                            + " hold-out examples were hold-out in " + runs
                            + " too. This is another look at them: what it shows is worth less than on fresh ones.");
        }
    }
}
