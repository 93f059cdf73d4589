package dev.emend.cli.evaluate;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.cli.call.Answering;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.input.GroupColumn;
import dev.emend.cli.input.JudgeInFile;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.UnpricedModels;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.TextOutput;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.data.Splits;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.Measured;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.evaluation.EvaluationReport;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.task.BudgetText;
import dev.emend.format.task.LoadedTask;
import dev.emend.format.task.Overrides;
import dev.emend.format.task.TaskFile;
import dev.emend.metric.Across;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.model.ModelException;
import dev.emend.program.Program;
import dev.emend.proposal.OwnInputs;
import dev.emend.run.Answers;
import dev.emend.run.Budget;
import dev.emend.run.Journal;
import dev.emend.run.Response;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend evaluate} */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Scores prompts by a task's metric on one of its splits, and compares them with the first.",
            "",
            "All prompts answer the same examples under the same sampling seeds, so their differences are paired. Every"
                    + " paid answer is kept: the same command goes on where it was stopped, and a prompt that is added"
                    + " later costs its own answers alone.",
            "",
            "Choose prompts on the validation split; a hold-out that is looked at to choose proves nothing any more."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend evaluate seed.prompty --task task.yaml",
            "  emend evaluate seed.prompty short.prompty long.prompty --task task.yaml --html report.html",
            "  emend evaluate best.prompty --task task.yaml --slice language --slice channel --worst 10",
            "  emend evaluate seed.prompty best.prompty --task task.yaml --model openai:gpt-4.1 --model gemini:gemini-2.5-flash",
            "  emend evaluate creative.prompty --task task.yaml --repeat 5 --budget calls=500,time=10m",
            "  emend evaluate best.prompty --task task.yaml --split holdout --min-score 0.8 --junit score.xml",
            "",
            "Exit status: 0 done, 2 wrong input, 3 a score is below --min-score, 4 budget ended, 5 model unavailable."
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final int MOST_SLICES = 100;
    private static final int MOST_REPEATS = 100;

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "PROMPT",
            description = "Prompt files or chain files. The others are compared with the first.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> prompts;

    @Option(
            names = "--task",
            required = true,
            paramLabel = "TASK",
            description = "A task file: its examples, metric and models are used.")
    @SuppressWarnings("NullAway.Init")
    private Path task;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "Whose examples are answered: train, validation or holdout. Default: validation.")
    private Split split = Split.VALIDATION;

    @Option(
            names = "--min-score",
            paramLabel = "X",
            description = "Exit with status 3 where a prompt's score is below X.")
    private @Nullable Double minScore;

    @Option(
            names = "--slice",
            paramLabel = "COLUMN",
            description = "Also score the examples of each value of the column. May be repeated.")
    private List<String> slices = List.of();

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description =
                    "Examples with the same value belong together, such as questions on one document: intervals and"
                            + " tests take whole groups. Default: the group of the task's split.")
    private @Nullable String group;

    @Option(
            names = "--repeat",
            paramLabel = "K",
            description = "K answers to each example, for prompts with a temperature above 0. Default: 1.")
    private int repeat = 1;

    @Option(names = "--worst", paramLabel = "N", description = "Show each prompt's N worst answers. Default: 5.")
    private int worst = 5;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description =
                    "The task model, in place of the task file's. May be repeated: each answers every example, and is a"
                            + " slice.")
    private List<String> models = List.of();

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description =
                    "Any of calls=300,tokens=400k,usd=2,time=10m, over all prompts and judges together. Default: no"
                            + " limit.")
    private @Nullable String budget;

    @Option(names = "--html", paramLabel = "FILE", description = "Write an HTML page with plots to this file.")
    private @Nullable Path html;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write JUnit XML, for continuous integration, to this file.")
    private @Nullable Path junit;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CallOptions calls;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Overrides overrides =
                new Overrides(models, Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());
        LoadedTask file = TaskFile.read(task, overrides);
        Task loaded = prices.on(file.task());
        if (split == Split.TRAIN && loaded.models().answering().size() > 1) {
            throw new InvalidInputException(
                    "each train example stands for one of the task models, so that they cannot be compared on it",
                    Where.NOWHERE,
                    "take --split validation or holdout, or name one --model.");
        }
        List<Example> examples = examples(loaded.splits());
        Map<String, Program> contestants = contestants(examples);
        checkOptions(examples);
        Budget limits = budget == null ? Budget.UNLIMITED : BudgetText.parse(budget);
        UnpricedModels.check(limits, loaded.scoringRoles(), loaded.prices());

        if (!calls.quiet()) {
            JudgeInFile.noteOther(
                    console, file.metric().calibratedWith(), loaded.models().judges());
        }
        EvaluationReport report = report(loaded, contestants, examples, limits);
        // It was paid for: it is told before a file can fail to be written.
        if (calls.json()) {
            console.out().println(report.json());
        } else {
            print(report);
        }
        if (html != null) {
            TextOutput.write(html, report.html());
        }
        if (junit != null) {
            TextOutput.write(junit, report.junit());
        }
        return below(report) ? ExitStatus.BELOW_REQUIREMENT : ExitStatus.DONE;
    }

    private EvaluationReport report(
            Task loaded, Map<String, Program> contestants, List<Example> examples, Budget limits) {
        try {
            return evaluate(loaded, contestants, examples, limits);
        } catch (Answering.NotEnough ended) {
            throw calls.json() ? ended.asJson(console) : ended;
        }
    }

    private List<Example> examples(Splits splits) {
        List<Example> examples = split.of(splits);
        if (examples.isEmpty()) {
            throw new InvalidInputException("the split \"" + split.label() + "\" is empty", Where.NOWHERE, "");
        }
        return examples;
    }

    /** The prompts by the names of their files. */
    private Map<String, Program> contestants(List<Example> examples) {
        Map<String, Program> contestants = new LinkedHashMap<>();
        for (Path file : prompts) {
            Program prompt = ChainFile.isNamed(file)
                    ? ChainFile.read(file).program()
                    : Program.of(PromptFile.read(file).prompt());
            if (contestants.put(file.toString(), prompt) != null) {
                throw new InvalidInputException(
                        "the prompt \"" + file + "\" is given twice", Where.NOWHERE, "one of them should go.");
            }
            Answering.checkInputs(file.toString(), prompt, examples);
        }
        return contestants;
    }

    private void checkOptions(List<Example> examples) {
        if (minScore != null && !(minScore >= 0 && minScore <= 1)) {
            throw new InvalidInputException(
                    "--min-score must be from 0 to 1, not " + minScore,
                    Where.NOWHERE,
                    minScore > 1 && minScore <= 100 ? "you mean " + minScore / 100 + "." : "");
        }
        if (repeat < 1 || repeat > MOST_REPEATS) {
            throw new InvalidInputException(
                    "--repeat must be from 1 to " + MOST_REPEATS + ", not " + repeat, Where.NOWHERE, "");
        }
        if (worst < 0) {
            throw new InvalidInputException("--worst must not be negative, but is " + worst, Where.NOWHERE, "");
        }
        for (String column : slices) {
            checkColumn(column, examples);
            long values = examples.stream()
                    .map(example -> example.column(column))
                    .distinct()
                    .count();
            if (values > MOST_SLICES) {
                throw new InvalidInputException(
                        "the column \"" + column + "\" has " + values + " values, too many to slice by",
                        Where.NOWHERE,
                        "another column says what kind of example it is.");
            }
        }
        if (group != null) {
            checkColumn(group, examples);
            GroupColumn.check(group, examples);
        }
        Stream<Path> rows = examples.stream()
                .flatMap(example -> Stream.ofNullable(example.where().file()))
                .distinct()
                .map(Path::of);
        List<Path> read = Stream.of(prompts.stream(), Stream.of(task), rows)
                .flatMap(files -> files)
                .toList();
        Stream.of(Optional.ofNullable(html), Optional.ofNullable(junit))
                .flatMap(Optional::stream)
                .forEach(file -> TextOutput.check(file, read));
    }

    private void checkColumn(String column, List<Example> examples) {
        if (examples.stream().noneMatch(example -> example.hasColumn(column))) {
            Set<String> there = new TreeSet<>(List.of("expected"));
            examples.forEach(example -> {
                there.addAll(example.allInputs().keySet());
                there.addAll(example.columns().keySet());
            });
            throw new InvalidInputException(
                    "no example of the split \"" + split.label() + "\" has the column \"" + column + "\"",
                    Where.NOWHERE,
                    Nearest.advice(column, there));
        }
    }

    private EvaluationReport evaluate(
            Task loaded, Map<String, Program> contestants, List<Example> examples, Budget limits) {
        try (OpenModels open = new OpenModels(console, calls.parallel());
                Answering session = new Answering(
                        console,
                        workspace.directory(),
                        calls.quiet(),
                        open.of(loaded.scoringRoles(), loaded.prices()),
                        String.join(", ", loaded.models().answering()),
                        limits,
                        loaded.metric().asksJudges()
                                ? OptionalLong.empty()
                                : OptionalLong.of(calls(contestants, examples)),
                        loaded.seed())) {
            Map<String, Answers> answers = new LinkedHashMap<>();
            contestants.forEach((name, prompt) -> answers.put(name, answers(session, loaded, name, prompt, examples)));
            requireAnswer(answers.values(), loaded.models());
            List<Measured> measured = new ArrayList<>();
            answers.forEach((name, own) -> measured.add(measured(session, loaded, name, own, examples)));
            Evaluation evaluation = Evaluation.of(
                    measured,
                    loaded.metric(),
                    Optional.ofNullable(group).or(loaded.splits()::group),
                    slices(loaded.metric()),
                    loaded.seed());
            return new EvaluationReport(
                    loaded.name(),
                    split,
                    loaded.metric().name(),
                    String.join(", ", loaded.models().answering()),
                    loaded.seed(),
                    evaluation,
                    session.spend(),
                    Optional.ofNullable(minScore),
                    worst,
                    notes(contestants, evaluation, examples));
        }
    }

    /** Where prompts serve several models or tasks, how they fare with each is what is asked first. */
    private List<String> slices(Metric metric) {
        Set<String> columns = new LinkedHashSet<>();
        if (metric instanceof Across across) {
            columns.add(across.column());
        }
        columns.addAll(slices);
        return List.copyOf(columns);
    }

    private long calls(Map<String, Program> contestants, List<Example> examples) {
        return contestants.values().stream()
                .mapToLong(prompt -> (long) examples.size() * draws(prompt) * prompt.calls())
                .sum();
    }

    private int draws(Program prompt) {
        return varies(prompt) ? repeat : 1;
    }

    private static boolean varies(Program program) {
        return program.prompts().values().stream()
                .anyMatch(prompt -> prompt.sampling().temperature() > 0);
    }

    private Answers answers(Answering session, Task loaded, String name, Program prompt, List<Example> examples) {
        int draws = draws(prompt);
        Answers answers = session.answer(name, prompt, examples, draws, Optional.of(loaded.metric()));
        if (answers.stopped().isPresent()) {
            throw new Answering.NotEnough(
                    answers.stopped().get(),
                    answers.responses().size() + " of " + draws * examples.size() + " answers of " + name,
                    session.spend());
        }
        return answers;
    }

    /** @throws ModelException where every request was rejected */
    private static void requireAnswer(Collection<Answers> answers, Task.ModelNames models) {
        List<Response> responses =
                answers.stream().flatMap(own -> own.responses().stream()).toList();
        if (responses.stream().allMatch(EvaluateCommand::isRejected)) {
            throw PaidWork.withoutAnswer(
                    String.join(" and ", models.answering()),
                    responses.getFirst().entry().reply().whySilent());
        }
    }

    /** Of a chain a step may have failed without its model's doing. */
    private static boolean isRejected(Response response) {
        return response.entry().reply() instanceof Journal.Reply.Rejected
                && response.trace().failure().isEmpty();
    }

    private static Measured measured(
            Answering session, Task loaded, String name, Answers answers, List<Example> examples) {
        List<Outcome> outcomes = answers.responses().stream()
                .map(response -> response.scored(loaded.metric(), session.price(response.example())))
                .toList();
        List<List<Outcome>> byDraw = new ArrayList<>();
        for (int from = 0; from < outcomes.size(); from += examples.size()) {
            byDraw.add(outcomes.subList(from, from + examples.size()));
        }
        return new Measured(name, byDraw);
    }

    private List<String> notes(Map<String, Program> contestants, Evaluation evaluation, List<Example> examples) {
        List<String> notes = new ArrayList<>();
        OwnInputs own = new OwnInputs(examples);
        contestants.forEach((name, program) -> {
            long shown = examples.stream()
                    .filter(example ->
                            program.prompts().values().stream().anyMatch(prompt -> own.areShown(prompt, example)))
                    .count();
            if (shown > 0) {
                notes.add(name + " shows " + shown + " of these " + examples.size()
                        + " examples, with their answers: its score on them says nothing of others");
            }
            program.prompts().values().forEach(prompt -> prompt.lookalikes().ifPresent(notes::add));
        });
        if (repeat > 1) {
            String greedy = contestants.entrySet().stream()
                    .filter(contestant -> !varies(contestant.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            if (!greedy.isEmpty()) {
                notes.add("at temperature 0 repeated answers are the same, so each example was answered once by "
                        + greedy + "; a prompt file sets its temperature under model.options");
            }
        }
        if (split == Split.HOLDOUT && contestants.size() > 1) {
            notes.add("a hold-out that is used to choose between prompts proves nothing about the chosen one any more");
        }
        List<Estimate> scores =
                evaluation.results().stream().map(Evaluation.Result::estimate).toList();
        notes.addAll(Estimates.warnings(scores));
        return notes;
    }

    private void print(EvaluationReport report) {
        new EvaluationView(console.out(), console.width(), console.outStyle()).print(report);
        Stream.of(Optional.ofNullable(html), Optional.ofNullable(junit))
                .flatMap(Optional::stream)
                .forEach(file -> console.err().println("written: " + Console.shown(file)));
    }

    private static boolean below(EvaluationReport report) {
        return report.minScore()
                .map(least -> report.evaluation().results().stream()
                        .anyMatch(result -> result.estimate().value() < least))
                .orElse(false);
    }
}
