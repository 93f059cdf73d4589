package dev.emend.cli.optimize;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Summary;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.cli.output.OutputFile;
import dev.emend.cli.output.TextOutput;
import dev.emend.format.result.Figures;
import dev.emend.format.task.BudgetText;
import dev.emend.journal.RunSummary;
import dev.emend.journal.Workspace;
import dev.emend.prompt.Prompt;
import dev.emend.run.Run;
import dev.emend.run.RunResult;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend show} */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how a run ended: verdict, evidence, spend, and every candidate with its fate.",
            "",
            "Of a run that is not finished it tells who leads by the validation examples, which proves nothing yet."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend show",
            "  emend show support-intents-3",
            "  emend show support-intents-3 --json > result.json",
            "  emend show support-intents-4 --leader leader.prompty"
        })
public final class ShowCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run, as \"emend runs\" names it. Default: the newest.")
    private @Nullable String run;

    @Option(names = "--json", description = "Print one JSON object: the result, with all candidates and refusals.")
    private boolean json;

    @Option(
            names = "--leader",
            paramLabel = "FILE",
            description = "Write the prompt that leads a run that is not finished; nothing proves it.")
    private @Nullable Path leader;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (Workspace opened = workspace.existing()) {
            String id = Optional.ofNullable(run)
                    .or(() -> opened.runs().stream().map(RunSummary::id).findFirst())
                    .orElseThrow(() -> new InvalidInputException(
                            "the workspace \"" + workspace.directory() + "\" has no runs",
                            Where.NOWHERE,
                            "--workspace names another one."));
            Optional<String> ended = opened.result(id);
            if (ended.isEmpty()) {
                return unfinished(opened, id, StoredRun.parse(opened.snapshot(id)));
            }
            if (leader != null) {
                throw new InvalidInputException(
                        "the run " + id + " is finished, and --leader is for one that is not",
                        Where.NOWHERE,
                        "\"emend show " + id + "\" names the file with its prompt.");
            }
            Replay.Repeated repeated;
            try {
                repeated = Replay.of(opened, id);
            } catch (Replay.OtherCourseException other) {
                console.err()
                        .println("note: " + other.getMessage()
                                + "\nThis is what the run ended with; its candidates are in its report.");
                console.out().println(Json.pretty(Json.read(ended.get())));
                return ExitStatus.DONE;
            }
            RunFiles files = new RunFiles(workspace.directory(), id, repeated.stored(), repeated.result());
            if (json) {
                console.out().println(Json.pretty(withCandidates(files.resultJsonNow(), repeated.result())));
            } else {
                print(files);
            }
            return ExitStatus.DONE;
        }
    }

    private int unfinished(Workspace opened, String id, StoredRun stored) throws IOException {
        long calls = opened.calls(id);
        Task task = stored.loaded().task();
        Optional<Run.Leader> best = leader(opened, id, stored);
        if (leader != null) {
            write(leader, id, stored, best);
        }
        if (json) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("run", id);
            fields.put("verdict", null);
            best.ifPresent(known -> fields.put("leader", fields(known)));
            fields.put("spent", Map.of("calls", calls));
            console.out().println(Json.pretty(fields));
            return ExitStatus.DONE;
        }
        Summary summary = new Summary(console);
        console.out().println("not finished");
        console.out().println();
        summary.line("run", id);
        summary.line("task", Printable.line(task.name()));
        summary.line(
                "models",
                String.join(" and ", task.models().answering()) + " answers, "
                        + task.models().meta() + " writes prompts");
        summary.line("budget", BudgetText.format(task.budget()));
        summary.line("spent", calls + " calls");
        best.ifPresent(known -> summary.line(
                "leader",
                (known.candidate() == 0 ? "your own, " : "candidate " + known.candidate() + ", ")
                        + Amounts.estimate(known.validation()) + " on validation; not proved on the hold-out"));
        if (leader != null) {
            summary.line("written", Console.shown(leader));
        }
        List<String> next = new ArrayList<>(List.of("emend resume " + id + workspace.asOption()));
        if (leader == null && isWritable(stored, best)) {
            next.add("emend show " + id + " --leader FILE" + workspace.asOption());
        }
        summary.next(next);
        return ExitStatus.DONE;
    }

    private Optional<Run.Leader> leader(Workspace opened, String id, StoredRun stored) {
        try {
            return Replay.leader(opened, id, stored);
        } catch (InvalidInputException inUse) {
            console.err().println("note: " + inUse.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isWritable(StoredRun stored, Optional<Run.Leader> best) {
        return stored.loaded().chain().isEmpty()
                && best.filter(known -> known.candidate() != 0).isPresent();
    }

    private static void write(Path file, String id, StoredRun stored, Optional<Run.Leader> best) throws IOException {
        if (!isWritable(stored, best)) {
            throw new InvalidInputException(
                    "the run " + id + " has no leader that could be written: "
                            + (stored.loaded().chain().isPresent()
                                    ? "it is about a chain"
                                    : "your own prompt leads, or nothing was measured yet"),
                    Where.NOWHERE,
                    "\"emend resume " + id + "\" goes on with it.");
        }
        TextOutput.check(file, List.of(stored.seedFile()));
        OutputFile.requireOwn(file, OutputFile::isPromptOfEmend);
        Prompt prompt =
                best.orElseThrow().program().prompts().values().iterator().next();
        TextOutput.write(
                file,
                stored.loaded()
                        .promptFile()
                        .withPrompt(prompt)
                        .withProvenance(Provenance.unproved(id, stored.loaded(), best.orElseThrow(), prompt))
                        .text());
    }

    private static Map<String, Object> fields(Run.Leader known) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("candidate", known.candidate());
        fields.putAll(Figures.estimate(known.validation()));
        fields.put("proved", false);
        return fields;
    }

    private void print(RunFiles files) {
        RunResult result = files.result();
        new VerdictLines(console).print(files.run(), result);
        Summary summary = new Summary(console);
        summary.line(result.chain().isPresent() ? "chain" : "prompt", Console.shown(files.promptNow()));
        summary.line("report", Console.shown(files.report()));
        result.chain()
                .ifPresent(chain ->
                        new ChainLines(console).print(files.stored().loaded().task(), chain));
        console.out().println();
        console.out().printf("  %4s  %-28s  %-12s  %s%n", "", "VALIDATION", "OPERATOR", "FATE; HYPOTHESIS");
        for (RunResult.CandidateRecord candidate : result.candidates()) {
            console.out()
                    .printf(
                            "  %4d  %-28s  %-12s  %s%n",
                            candidate.id(),
                            candidate.validation().map(Amounts::estimate).orElse("not measured"),
                            candidate.operator(),
                            Printable.line((candidate.step().isEmpty() ? "" : candidate.step() + ": ")
                                    + candidate.fate().label() + "; " + candidate.hypothesis()));
        }
        if (!result.refusals().isEmpty()) {
            console.out().println();
            console.out().println("  Refused before they cost a call:");
            for (RunResult.Refusal refusal : result.refusals()) {
                console.out()
                        .println("  step " + refusal.step() + ", " + refusal.operator() + ": " + refusal.rule() + ", "
                                + Printable.line(refusal.detail()));
            }
        }
    }

    private static Map<String, @Nullable Object> withCandidates(String resultJson, RunResult result) {
        Map<String, @Nullable Object> fields = Json.read(resultJson);
        List<Map<String, Object>> candidates = new ArrayList<>();
        for (RunResult.CandidateRecord candidate : result.candidates()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("candidate", candidate.id());
            shown.put("parents", candidate.parents());
            shown.put("operator", candidate.operator());
            shown.put("hypothesis", candidate.hypothesis());
            candidate.validation().ifPresent(score -> shown.putAll(Figures.estimate(score)));
            shown.put("fate", candidate.fate().label());
            candidates.add(shown);
        }
        fields.put("candidates", candidates);
        fields.put(
                "refusals",
                result.refusals().stream()
                        .map(refusal -> Json.ordered(
                                "step", refusal.step(),
                                "operator", refusal.operator(),
                                "rule", refusal.rule(),
                                "detail", refusal.detail()))
                        .toList());
        return fields;
    }
}
