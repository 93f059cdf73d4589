package dev.emend.cli.evaluate;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Summary;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.UnpricedModels;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.cli.progress.RunView;
import dev.emend.cli.progress.RunViews;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.format.result.Figures;
import dev.emend.format.task.BudgetText;
import dev.emend.format.task.LoadedTask;
import dev.emend.format.task.Overrides;
import dev.emend.format.task.TaskFile;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.run.Budget;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Probe;
import dev.emend.run.Run;
import dev.emend.run.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend probe} */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = {
            "Tells for a few calls whether there is anything to gain, and what limits the prompt.",
            "",
            "The prompt answers some validation examples, once as it is and once with demonstrations in front. What it gets"
                    + " wrong bounds what can be gained; what demonstrations gain is there for the taking. The hold-out"
                    + " stays untouched."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend probe task.yaml",
            "  emend probe task.yaml --share 0.15 --json",
            "",
            "Exit status: 0 done, 2 wrong input, 4 budget ended before all was answered, 5 model unavailable."
        })
public final class ProbeCommand implements Callable<Integer> {

    private static final double USUAL_SHARE = 0.08;

    private final Console console;

    @Parameters(paramLabel = "TASK", description = "A task file; \"emend init\" writes one.")
    @SuppressWarnings("NullAway.Init")
    private Path task;

    @Option(
            names = "--share",
            paramLabel = "X",
            description = "The share of the task's calls to spend, at least 32 calls. Default: 0.08.")
    private double share = USUAL_SHARE;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The task model, in place of the task file's.")
    private @Nullable String model;

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description =
                    "Any of calls=300,tokens=400k,usd=2,time=10m. Each replaces the task file's limit of the same kind.")
    private @Nullable String budget;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of every random choice. Default: the task file's.")
    private @Nullable Long seed;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CallOptions calls;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public ProbeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!(share > 0 && share < 1)) {
            throw new InvalidInputException(
                    "--share must be above 0 and below 1, not " + share,
                    Where.NOWHERE,
                    share >= 1 && share < 100 ? "you mean " + share / 100 + "." : "");
        }
        LoadedTask read = TaskFile.read(
                task,
                new Overrides(
                        Optional.ofNullable(model).stream().toList(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.ofNullable(budget).map(BudgetText::parse),
                        seed == null ? OptionalLong.empty() : OptionalLong.of(seed)));
        LoadedTask loaded = read.withTask(prices.on(read.task()));
        Run.check(loaded.task());
        UnpricedModels.check(
                loaded.task().budget(),
                loaded.task().scoringRoles(),
                loaded.task().prices());
        if (!calls.quiet()) {
            loaded.notes().forEach(note -> console.err().println("note: " + note));
        }
        Probe.Result result;
        try {
            result = probed(loaded);
        } catch (NoVerdictException ended) {
            if (calls.json()) {
                console.out()
                        .println(Json.line(Json.ordered(
                                "task",
                                loaded.task().name(),
                                "spent",
                                Figures.spent(ended.spend()),
                                "stopped",
                                ended.reason().label())));
            }
            return PaidWork.withoutVerdict(console, ended);
        }
        if (calls.json()) {
            console.out().println(Json.line(fields(loaded.task(), result)));
        } else {
            print(loaded.task(), result);
        }
        return result.stopped().isPresent() ? ExitStatus.NO_VERDICT : ExitStatus.DONE;
    }

    private Probe.Result probed(LoadedTask loaded) {
        Task probed = loaded.task();
        try (OpenModels models = new OpenModels(console, calls.parallel());
                Workspace opened = Workspace.open(workspace.directory().resolve("probes"));
                SqliteJournal journal = opened.journalOf(job(loaded));
                RunView view = RunViews.of(
                        console.err(),
                        console.width(),
                        console.errStyle(),
                        Budget.calls(2L * Probe.examples(probed, share)),
                        calls.quiet())) {
            return PaidWork.ofTheSameCommand(console)
                    .in(() -> new Probe(probed, models.of(probed.scoringRoles(), probed.prices()), journal)
                            .execute(share, view));
        }
    }

    /** The same probe goes on where it was stopped, with whatever budget and prices. */
    private static String job(LoadedTask loaded) {
        Task unlimited = loaded.task().withBudget(Budget.UNLIMITED).withPrices(Map.of());
        return unlimited.name() + " " + loaded.withTask(unlimited).fingerprint().substring(0, 16);
    }

    private void print(Task probed, Probe.Result result) {
        console.out().println(console.outStyle().bold(outlook(result)));
        console.out().println();
        Summary summary = new Summary(console);
        summary.line(
                "your prompt",
                Amounts.estimate(result.score()) + " by " + probed.metric().name());
        summary.line("to gain", "at most " + points(result.errors()));
        result.gained()
                .ifPresent(gained -> summary.line(
                        "shown " + result.demonstrations(),
                        String.format(Locale.ROOT, "%+.1f points", 100 * gained.value()) + " with "
                                + result.demonstrations() + " demonstrations (" + range(gained.interval()) + ", "
                                + String.format(Locale.ROOT, "p = %.3f", gained.p()) + ")"));
        summary.line("beyond both", points(result.outOfReach()) + ", which neither of the two prompts gets");
        summary.line(
                "provable",
                String.format(
                        Locale.ROOT,
                        "about %.0f points or more, with %d hold-out examples",
                        100 * result.detectable(),
                        probed.splits().holdout().size()));
        summary.line("spent", Amounts.spent(result.spend()));
        if (!result.limits().isEmpty()) {
            console.out().println();
            result.limits().forEach(limit -> console.out().println("  - " + Printable.line(limit)));
        }
        result.stopped()
                .ifPresent(limit -> console.out()
                        .println("\nThe budget ended (" + limit.label() + ") before all examples were answered."
                                + " Maybe give a larger --budget: the same command goes on from there."));
        if (result.outlook() != Probe.Outlook.NOTHING_TO_GAIN) {
            summary.next(List.of("emend optimize " + Console.shown(task)));
        }
    }

    private static String outlook(Probe.Result result) {
        return switch (result.outlook()) {
            case PROMISING -> "Worth optimizing: demonstrations alone are likely to help.";
            case NOTHING_TO_GAIN ->
                "Hardly anything to gain: even a perfect prompt would gain less than this hold-out can prove.";
            case UNCLEAR -> "Unclear: the prompt makes errors, but demonstrations alone do not clearly mend them.";
        };
    }

    private static String points(Estimate share) {
        return String.format(Locale.ROOT, "%.1f points (%s)", 100 * share.value(), range(share.interval()));
    }

    private static String range(Interval interval) {
        return String.format(Locale.ROOT, "%.0f %% interval %s", 100 * interval.level(), Amounts.range(interval));
    }

    private static Map<String, Object> fields(Task probed, Probe.Result result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", probed.name());
        fields.put("metric", probed.metric().name());
        fields.put("outlook", result.outlook().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.put("score", Figures.estimate(result.score()));
        fields.put("errors", Figures.estimate(result.errors()));
        fields.put("demonstrations", result.demonstrations());
        result.gained().ifPresent(gained -> fields.put("gained", Figures.difference(gained)));
        fields.put("outOfReach", Figures.estimate(result.outOfReach()));
        fields.put("detectable", result.detectable());
        fields.put("limits", result.limits());
        fields.put("spent", Figures.spent(result.spend()));
        result.stopped().ifPresent(limit -> fields.put("stopped", limit.label()));
        return fields;
    }
}
