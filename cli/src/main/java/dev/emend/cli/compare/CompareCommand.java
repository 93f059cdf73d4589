package dev.emend.cli.compare;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.console.Summary;
import dev.emend.cli.input.JudgeInFile;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.UnpricedModels;
import dev.emend.cli.option.UntimedBudget;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.cli.output.TextOutput;
import dev.emend.cli.progress.RunView;
import dev.emend.cli.progress.RunViews;
import dev.emend.format.evaluation.ComparisonReport;
import dev.emend.format.prompt.PromptSource;
import dev.emend.format.result.Figures;
import dev.emend.format.task.LoadedTask;
import dev.emend.format.task.Overrides;
import dev.emend.format.task.TaskFile;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.ComparisonPlan;
import dev.emend.run.Journal;
import dev.emend.run.JudgedComparison;
import dev.emend.run.Models;
import dev.emend.run.NoVerdictException;
import dev.emend.run.PromptComparison;
import dev.emend.run.Ranking;
import dev.emend.run.RunEvent;
import dev.emend.run.StopReason;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend compare} */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks prompts from anywhere on the same examples, blends the best, and keeps the winners.",
            "",
            "The prompts race: all meet the same examples in an order drawn by the seed, and who is proved not to be the"
                    + " best drops out. --blend makes new candidates from the sections and demonstrations of the best;"
                    + " one of them wins only where it surpasses its parents by a paired test. With --baseline the gate"
                    + " decides on examples that no race has touched. Every paid call is kept: the same command goes on"
                    + " where it was stopped, and a prompt that is added later costs its own answers alone.",
            "",
            "A text file is the system message of a prompt; the user's message holds the inputs that it does not name."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend compare a.prompty b.prompty c.txt --task task.yaml",
            "  emend compare prompts/ --data messages.jsonl --metric label --full --html page.html",
            "  emend compare prompts/ --task task.yaml --select 2 --out best --blend",
            "  emend compare prompts/ --task task.yaml --baseline prompts/today.prompty --require-improvement",
            "  emend compare short.txt long.txt --data questions.jsonl --judge pairwise --rubric \"Short and right.\" --blend",
            "  emend compare short.txt long.txt --data questions.jsonl --judge judge.yaml",
            "",
            "Exit status: 0 done, 2 wrong input, 3 not promoted where --require-improvement was given,",
            "4 budget ended before all was compared, 5 model unavailable."
        })
public final class CompareCommand implements Callable<Integer> {

    private static final String USUAL_BLENDS = "3";

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "PROMPT",
            description = "Prompt files, text files, folders with them, or patterns in quotes.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> prompts;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "A task file: its examples, metric and models are used.")
    private @Nullable Path task;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "The examples, in place of a task file: JSON lines or CSV.")
    private @Nullable Path data;

    @Option(
            names = "--expected",
            paramLabel = "COLUMN",
            description =
                    "With --data: the column of the right answers. Default: the one whose name says so, such as expected or"
                            + " label.")
    private @Nullable String expected;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            description =
                    "With --data: the metric that scores answers, as for \"emend score\". Default: the one that fits the right"
                            + " answers.")
    private @Nullable String metric;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description =
                    "With --data: the column whose equal values make rows belong together, such as questions on one document."
                            + " They stay on one side of the gate, and intervals and tests take whole groups.")
    private @Nullable String group;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PairJudgeOptions judge;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description =
                    "The task model. With --task it may be repeated: each answers every example. Default: the task file's;"
                            + " with --data " + TaskFile.DEFAULT_MODEL + ".")
    private List<String> models = List.of();

    @Option(
            names = "--meta-model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description =
                    "The model that writes blends, or \"same\" for the task model. Default: the task file's; with --data the task"
                            + " model.")
    private @Nullable String metaModel;

    @Option(
            names = "--full",
            description = "Every prompt answers every example, so that n is equal: none drops out of the race.")
    private boolean full;

    @Option(
            names = "--baseline",
            paramLabel = "PROMPT",
            description = "The prompt in use. The winner meets it on the hold-out, and the gate decides.")
    private @Nullable Path baseline;

    @Option(
            names = "--require-improvement",
            description = "Exit with status 3 where the gate promoted no prompt over the baseline.")
    private boolean requireImprovement;

    @Option(
            names = "--blend",
            arity = "0..1",
            paramLabel = "N",
            fallbackValue = USUAL_BLENDS,
            description = "Write N candidates from the best and race them too. N is " + USUAL_BLENDS
                    + " where it is left out.")
    private int blend;

    @Option(
            names = "--select",
            paramLabel = "K",
            description = "Keep the best K prompts, no two nearly the same. Default: 1.")
    private int select = 1;

    @Option(names = "--out", paramLabel = "DIR", description = "Write the prompts that are kept into this folder.")
    private @Nullable Path out;

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description = "Any of calls=300,tokens=400k,usd=2, over all models together. Default: no limit.")
    private @Nullable String budget;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of every random choice. Default: the task file's; with --data 1.")
    private @Nullable Long seed;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write an HTML page with the ranking and the prompts to this file.")
    private @Nullable Path html;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CallOptions calls;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        List<Path> named = new ArrayList<>(prompts);
        Optional.ofNullable(baseline).ifPresent(named::addFirst);
        List<Path> files = ComparedFiles.expanded(named);
        if (html != null) {
            TextOutput.check(html, read(files));
        }
        Optional<LoadedTask> file = Optional.ofNullable(task).map(this::loaded);
        Optional<Task> loaded = file.map(LoadedTask::task);
        Optional<ComparedTask> made = file.isPresent() ? Optional.empty() : Optional.of(fileTask());
        PromptSource source = made.map(rows -> new PromptSource(Optional.empty(), rows.inputs()))
                .orElseGet(() -> source(loaded.orElseThrow()));
        ComparedFiles given = ComparedFiles.read(files, source);
        if (out != null) {
            KeptPrompts.check(out, given, select, blend);
        }
        Task compared = priced(withBudget(loaded.orElseGet(() -> fromData(made.orElseThrow(), given))));
        judge.check(compared.metric());
        if (!calls.quiet()) {
            JudgeInFile.noteOther(
                    console,
                    judge.isAsked()
                            ? judge.calibratedWith()
                            : file.map(LoadedTask::metric)
                                    .orElseGet(() -> made.orElseThrow().metricSpec())
                                    .calibratedWith(),
                    compared.models().judges());
            noteJury(compared.models().judges());
        }
        Ranking ranking;
        try {
            ranking = PaidWork.ofTheSameCommand(console).in(() -> ranked(compared, given));
        } catch (NoVerdictException ended) {
            if (calls.json()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("task", compared.name());
                fields.put("places", List.of());
                fields.put("spent", Figures.spent(ended.spend()));
                fields.put("stopped", ended.reason().label());
                console.out().println(Json.line(fields));
            }
            return PaidWork.withoutVerdict(console, ended);
        }
        return report(
                new ComparisonReport(
                        compared.name(),
                        judge.isAsked()
                                ? "duels before " + compared.models().judges().getFirst()
                                : compared.metric().name(),
                        compared.models().answering(),
                        compared.seed(),
                        ranking),
                given);
    }

    private Task priced(Task compared) {
        if (task == null) {
            return compared.withPrices(prices.of(asked(compared), compared.budget()));
        }
        Task known = prices.on(compared);
        UnpricedModels.check(known.budget(), asked(known), known.prices());
        return known;
    }

    private void noteJury(List<String> judges) {
        if (judge.isAsked() && judges.size() > 1) {
            console.err()
                    .println("note: of the task's " + judges.size() + " judges the first compares, "
                            + judges.getFirst());
        }
    }

    /** Every file that it reads. */
    private List<Path> read(List<Path> prompts) {
        List<Path> read = new ArrayList<>(prompts);
        Optional.ofNullable(task).ifPresent(read::add);
        Optional.ofNullable(data).ifPresent(read::add);
        read.addAll(judge.files());
        return read;
    }

    private void checkOptions() {
        if ((task == null) == (data == null)) {
            throw new InvalidInputException(
                    task == null ? "nothing says on which examples to compare" : "--task and --data are both given",
                    Where.NOWHERE,
                    "give --task TASK, or --data FILE.");
        }
        if (task != null && metric != null) {
            throw new InvalidInputException(
                    "--metric goes with --data; the task file names its own", Where.NOWHERE, "leave it out.");
        }
        if (task != null && expected != null) {
            throw new InvalidInputException(
                    "--expected goes with --data; the task file names its own", Where.NOWHERE, "leave it out.");
        }
        if (task != null && group != null) {
            throw new InvalidInputException(
                    "--group goes with --data; the task file's split names its own", Where.NOWHERE, "leave it out.");
        }
        if (task == null && models.size() > 1) {
            throw new InvalidInputException(
                    "--model is given " + models.size() + " times, and with --data one model answers",
                    Where.NOWHERE,
                    "a task file takes several.");
        }
        judge.check();
        if (judge.isAsked() && metric != null) {
            throw new InvalidInputException(
                    "--judge ranks in place of a metric, and --metric names one",
                    Where.NOWHERE,
                    "leave one of them out; a metric may ask a judge, such as --metric judge.");
        }
        if (select < 1 || blend < 0) {
            throw new InvalidInputException(
                    "--select must be at least 1 and --blend not negative, not " + select + " and " + blend,
                    Where.NOWHERE,
                    "");
        }
        if (requireImprovement && baseline == null) {
            throw new InvalidInputException(
                    "--require-improvement needs a prompt to improve on", Where.NOWHERE, "add --baseline PROMPT.");
        }
    }

    private LoadedTask loaded(Path file) {
        return TaskFile.read(
                file,
                new Overrides(
                        models,
                        Optional.ofNullable(metaModel),
                        judge.model(),
                        Optional.empty(),
                        Optional.empty(),
                        seed == null ? OptionalLong.empty() : OptionalLong.of(seed)));
    }

    private static PromptSource source(Task loaded) {
        return new PromptSource(
                Optional.of(loaded.prompt()),
                new LinkedHashSet<>(
                        loaded.splits().validation().getFirst().allInputs().keySet()));
    }

    private ComparedTask fileTask() {
        return ComparedTask.read(
                Objects.requireNonNull(data),
                !judge.isAsked(),
                Optional.ofNullable(expected),
                Optional.ofNullable(metric),
                Optional.ofNullable(group));
    }

    private Task fromData(ComparedTask file, ComparedFiles given) {
        String answering = models.isEmpty() ? TaskFile.DEFAULT_MODEL : models.getFirst();
        String writing = ModelName.orSame(metaModel, answering);
        Task made = file.of(
                given.entrants(),
                baseline != null,
                new Task.ModelNames(answering, writing, List.of(judge.model().orElse(writing))),
                Budget.UNLIMITED,
                seed == null ? 1 : seed);
        int leftOut = file.leftOut(made);
        if (leftOut > 0 && !calls.quiet()) {
            console.err()
                    .println("note: " + leftOut + (leftOut == 1 ? " row is" : " rows are")
                            + " left out, since others have the same inputs");
        }
        return made;
    }

    /** The task file's budget is a search's. Comparisons share a journal, and a journal counts the time of all that was asked in it. */
    private Task withBudget(Task from) {
        return from.withBudget(
                budget == null ? Budget.UNLIMITED : UntimedBudget.parse(budget, "a comparison", "write calls=N."));
    }

    /** Models, by what for: of a jury a judge that compares is one. */
    private Map<Purpose, List<String>> asked(Task compared) {
        Map<Purpose, List<String>> asked = compared.scoring();
        if (blend > 0) {
            asked.put(Purpose.META, List.of(compared.models().meta()));
        }
        if (judge.isAsked()) {
            asked.put(Purpose.JUDGE, compared.models().judges().subList(0, 1));
        }
        return asked;
    }

    private Ranking ranked(Task compared, ComparedFiles given) {
        try (OpenModels open = new OpenModels(console, calls.parallel());
                Workspace opened = Workspace.open(workspace.directory().resolve("comparisons"));
                SqliteJournal journal = opened.journalOf(job(compared))) {
            Models models = open.of(asked(compared), compared.prices());
            return judge.isAsked() ? judged(compared, given, models, journal) : raced(compared, given, models, journal);
        }
    }

    /** Calls are found by what they ask, so comparisons of other prompts on the same data share one journal. */
    private static String job(Task compared) {
        return compared.name() + " "
                + Fingerprint.of("comparison").add(compared.seed()).hex().substring(0, 16);
    }

    private Ranking raced(Task compared, ComparedFiles given, Models models, Journal journal) {
        PromptComparison comparison = new PromptComparison(compared, given.entrants(), plan(given), models, journal);
        try (RunView view = view(compared, comparison.mostCalls())) {
            return comparison.execute(view);
        }
    }

    private Ranking judged(Task compared, ComparedFiles given, Models models, Journal journal) {
        JudgedComparison comparison =
                new JudgedComparison(compared, given.entrants(), plan(given), judge.referee(), models, journal);
        try (RunView view = view(compared, comparison.mostCalls())) {
            return comparison.execute(view);
        }
    }

    private ComparisonPlan plan(ComparedFiles given) {
        return new ComparisonPlan(
                full,
                select,
                blend,
                Optional.ofNullable(baseline).map(file -> ComparedFiles.name(file, given.paths())));
    }

    private RunView view(Task compared, long mostCalls) {
        Budget shown = compared.budget().calls().isPresent() ? compared.budget() : Budget.calls(mostCalls);
        RunView view = RunViews.of(console.err(), console.width(), console.errStyle(), shown, calls.quiet());
        boolean judges = !judge.isAsked() && compared.metric().asksJudges();
        view.accept(new RunEvent.PhaseStarted("comparing, " + (judges ? "about " : "at most ") + mostCalls + " calls"));
        return view;
    }

    private int report(ComparisonReport report, ComparedFiles given) throws IOException {
        Ranking ranking = report.ranking();
        KeptPrompts kept = new KeptPrompts(report, given);
        // The result was paid for: it is told before a file can fail to be written.
        if (calls.json()) {
            console.out().println(report.json());
        } else {
            print(kept);
        }
        List<Path> written = new ArrayList<>();
        if (html != null) {
            TextOutput.write(html, report.html());
            written.add(html);
        }
        if (out != null) {
            written.addAll(kept.write(out));
        }
        if (!calls.json()) {
            written.forEach(file -> new Summary(console).line("written", Console.shown(file)));
        }
        Optional<Verdict> verdict = ranking.gate().map(Ranking.Decided::verdict);
        boolean done = ranking.stopped() == StopReason.FINISHED && (baseline == null || verdict.isPresent());
        if (!done) {
            return ExitStatus.NO_VERDICT;
        }
        return requireImprovement && !verdict.equals(Optional.of(Verdict.PROMOTED))
                ? ExitStatus.BELOW_REQUIREMENT
                : ExitStatus.DONE;
    }

    private void print(KeptPrompts kept) {
        new ComparisonView(console.out(), console.width(), console.outStyle()).print(kept.report());
        console.out().println();
        kept.print(console);
        if (out == null) {
            kept.printBlends(console);
        }
    }
}
