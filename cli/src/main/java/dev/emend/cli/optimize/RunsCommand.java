package dev.emend.cli.optimize;

import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.journal.RunSummary;
import dev.emend.journal.Workspace;
import dev.emend.run.Verdict;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emend runs} */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists the runs of a workspace, the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  emend runs", "  emend runs --workspace shared --json"})
public final class RunsCommand implements Callable<Integer> {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final Console console;

    @Option(names = "--json", description = "Print a JSON array with an object for each run.")
    private boolean json;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public RunsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<RunSummary> runs = List.of();
        if (workspace.exists()) {
            try (Workspace opened = workspace.existing()) {
                runs = opened.runs();
            }
        }
        if (json) {
            console.out()
                    .println(Json.pretty(runs.stream().map(RunsCommand::fields).toList()));
            return ExitStatus.DONE;
        }
        if (runs.isEmpty()) {
            console.err().println("no runs in " + workspace.directory());
            return ExitStatus.DONE;
        }
        int widest = runs.stream().mapToInt(run -> run.id().length()).max().orElse(0);
        String row = "%-" + Math.max(3, widest) + "s  %-16s  %6s  %s%n";
        console.out().printf(row, "RUN", "BEGUN", "CALLS", "VERDICT");
        for (RunSummary run : runs) {
            console.out().printf(row, run.id(), MINUTE.format(run.created()), run.calls(), verdict(run));
        }
        return ExitStatus.DONE;
    }

    private static String verdict(RunSummary run) {
        return run.verdict().map(Verdict::label).orElse("not finished");
    }

    private static Map<String, Object> fields(RunSummary run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.id());
        fields.put("task", run.task());
        fields.put("begun", run.created().toString());
        fields.put("calls", run.calls());
        run.verdict().ifPresent(verdict -> fields.put("verdict", verdict.label()));
        return fields;
    }
}
