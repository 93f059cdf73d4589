package dev.emend.cli.optimize;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.console.Summary;
import dev.emend.cli.input.JudgeInFile;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.UnpricedModels;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.cli.progress.RunView;
import dev.emend.cli.progress.RunViews;
import dev.emend.data.Split;
import dev.emend.format.TextFile;
import dev.emend.format.result.Figures;
import dev.emend.format.task.LoadedTask;
import dev.emend.format.task.TaskFile;
import dev.emend.journal.RunSummary;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.run.Budget;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Run;
import dev.emend.run.RunResult;
import dev.emend.run.StopReason;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One sitting of a run: from its beginning or from where an earlier one stopped, to the files that it leaves. */
final class Sitting {

    private final Console console;
    private final Path directory;
    private final RunOptions options;

    Sitting(Console console, Path directory, RunOptions options) {
        this.console = console;
        this.directory = directory;
        this.options = options;
    }

    /** Begins a run. Whatever is wrong with the task or the output is said before a model is opened. */
    int start(LoadedTask loaded, Optional<Path> out) throws IOException {
        check(loaded.task());
        Path seedFile = TaskFile.promptPath(loaded.file()).toAbsolutePath().normalize();
        StoredRun stored = new StoredRun(
                loaded,
                seedFile,
                TextFile.read(seedFile),
                out.map(path -> path.toAbsolutePath().normalize()));
        stored.checkOutput();
        if (!options.quiet()) {
            loaded.notes().forEach(note -> console.err().println("note: " + note));
            Run.notes(loaded.task()).forEach(note -> console.err().println("note: " + note));
            UnpricedModels.note(loaded.task()).ifPresent(note -> console.err().println("note: " + note));
            JudgeInFile.noteOther(
                    console,
                    loaded.metric().calibratedWith(),
                    loaded.task().models().judges());
        }
        try (OpenModels models = new OpenModels(console, options.parallel())) {
            models.of(loaded.task());
            try (Workspace workspace = Workspace.open(directory)) {
                String run = workspace.create(loaded.task().name(), stored.json());
                return toTheEnd(workspace, run, stored, models, false);
            }
        }
    }

    /**
     * @param asked the run, or the newest that is not finished
     * @param budget in place of the run's
     * @param prices besides the run's
     */
    int resume(Optional<String> asked, Optional<Budget> budget, PriceOptions prices) throws IOException {
        try (Workspace workspace = Workspace.open(directory);
                OpenModels models = new OpenModels(console, options.parallel())) {
            String run = asked.orElseGet(() -> newestUnfinished(workspace));
            StoredRun stored = StoredRun.parse(workspace.snapshot(run));
            Optional<String> found = workspace.result(run);
            boolean changed = budget.isPresent() || prices.areGiven();
            if (changed) {
                if (!isUnproved(found)) {
                    workspace.requireUnfinished(run);
                }
                stored = stored.withBudget(budget.orElse(Budget.UNLIMITED)).withTask(prices::on);
                checkSpent(workspace, run, stored.loaded().task().budget());
                check(stored.loaded().task());
            }
            stored.checkOutput();
            models.of(stored.loaded().task());
            if (changed) {
                // From here on the run can begin: what it had found is given up only now.
                workspace.amend(run, found, stored.json());
            }
            return toTheEnd(workspace, run, stored, models, found.isPresent() && !changed);
        }
    }

    /** Whether the search ended and found nothing, so that the hold-out is as it was. */
    private static boolean isUnproved(Optional<String> result) {
        return result.map(
                        json -> Split.VALIDATION.label().equals(Json.read(json).get("split")))
                .orElse(false);
    }

    private static void check(Task task) {
        Run.check(task);
        UnpricedModels.check(task);
    }

    private static void checkSpent(Workspace workspace, String run, Budget budget) {
        long spent = workspace.calls(run);
        if (budget.calls().orElse(Long.MAX_VALUE) < spent) {
            throw new InvalidInputException(
                    "the run " + run + " has made " + spent + " calls already, more than calls="
                            + budget.calls().getAsLong() + " allows",
                    Where.NOWHERE,
                    "give it more.");
        }
    }

    private String newestUnfinished(Workspace workspace) {
        return workspace.runs().stream()
                .filter(run -> !run.finished())
                .map(RunSummary::id)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "the workspace \"" + directory + "\" has no run that is not finished",
                        Where.NOWHERE,
                        "it is in another workspace, or \"emend runs\" names the one you mean."));
    }

    /** @param again whether the run had ended before, so that what stands where its prompt was may be newer */
    private int toTheEnd(Workspace workspace, String run, StoredRun stored, OpenModels models, boolean again)
            throws IOException {
        Task task = stored.loaded().task();
        RunResult result;
        try (SqliteJournal journal = workspace.journal(run);
                RunView view = RunViews.of(
                        console.err(), console.width(), console.errStyle(), task.budget(), options.quiet())) {
            result = new PaidWork(console, "go on with " + resumeCommand(run))
                    .in(() -> new Run(task, models.of(task), journal).execute(view));
        } catch (NoVerdictException ended) {
            return withoutVerdict(run, ended);
        }
        return finish(workspace, run, stored, result, again);
    }

    private int withoutVerdict(String run, NoVerdictException ended) {
        if (options.json()) {
            console.out().println(Json.line(withoutVerdictFields(run, ended)));
        }
        console.err()
                .println(console.errStyle().bad("emend: ") + ended.getMessage() + "; spent "
                        + Amounts.spent(ended.spend()));
        console.err().println("Maybe go on with a larger budget: " + resumeCommand(run) + " --budget ...");
        return ExitStatus.NO_VERDICT;
    }

    private static Map<String, @Nullable Object> withoutVerdictFields(String run, NoVerdictException ended) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("run", run);
        fields.put("verdict", null);
        fields.put("spent", Figures.spent(ended.spend()));
        fields.put("stopped", ended.reason().label());
        return fields;
    }

    private int finish(Workspace workspace, String run, StoredRun stored, RunResult result, boolean again)
            throws IOException {
        RunFiles files = new RunFiles(directory, run, stored, result);
        workspace.finish(run, result.verdict(), files.resultJson());
        Optional<InvalidInputException> unwritten = evidence(files);
        // The result was paid for: it is told before a file of the user's can fail to be written.
        if (options.json()) {
            console.out().println(files.resultJson());
        } else {
            print(files);
        }
        if (again && files.isOverwritten()) {
            console.err()
                    .println("note: " + Console.shown(files.prompt()) + " is no longer this run's and stays as it is;"
                            + " this run's prompt is " + Console.shown(files.promptNow()));
        } else {
            files.writePrompt();
        }
        if (unwritten.isPresent()) {
            throw new InvalidInputException(
                    unwritten.get().what(),
                    unwritten.get().where(),
                    "make room there; \"" + resumeCommand(run) + "\" writes it then, without a call.");
        }
        boolean promoted = result.verdict() == Verdict.PROMOTED;
        return promoted || !options.requireImprovement() ? ExitStatus.DONE : ExitStatus.BELOW_REQUIREMENT;
    }

    /** What kept the run's own folder from being written, if anything did. */
    private static Optional<InvalidInputException> evidence(RunFiles files) throws IOException {
        try {
            files.writeEvidence();
            return Optional.empty();
        } catch (InvalidInputException unwritten) {
            return Optional.of(unwritten);
        }
    }

    private void print(RunFiles files) {
        new VerdictLines(console).print(files.run(), files.result());
        Summary summary = new Summary(console);
        summary.line(files.result().chain().isPresent() ? "chain" : "prompt", Console.shown(files.prompt()));
        summary.line("report", Console.shown(files.report()));
        List<String> next = new ArrayList<>();
        Path seed = files.stored().seedFile();
        if (files.stored().loaded().chain().isEmpty() && !files.champion().equals(seed)) {
            next.add("emend diff " + Console.shown(seed) + " " + Console.shown(files.champion()));
        }
        if (files.result().verdict() == Verdict.PROMOTED) {
            next.add("emend run " + Console.shown(files.prompt()) + " --data FILE");
        }
        RunResult result = files.result();
        if (result.split() == Split.VALIDATION && result.stopped() != StopReason.FINISHED) {
            next.add(resumeCommand(files.run()) + " --budget ...");
        }
        next.add("emend show " + files.run() + WorkspaceOption.asOption(directory));
        summary.next(next);
    }

    private String resumeCommand(String run) {
        return "emend resume " + run + WorkspaceOption.asOption(directory);
    }
}
