package dev.emend.cli.refine;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.call.Answering;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.input.JudgeInFile;
import dev.emend.cli.input.SinglePrompt;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.OutputFile;
import dev.emend.cli.output.TextOutput;
import dev.emend.data.Example;
import dev.emend.format.TextFile;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.task.BudgetText;
import dev.emend.format.task.TaskFile;
import dev.emend.metric.Metric;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.refine.Critic;
import dev.emend.refine.Ending;
import dev.emend.refine.LearnedPrompt;
import dev.emend.refine.LoopSettings;
import dev.emend.refine.PromptRefinement;
import dev.emend.refine.RefineSettings;
import dev.emend.refine.Refined;
import dev.emend.refine.Refinement;
import dev.emend.refine.SelfRefinement;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend refine} */
@Command(
        name = "refine",
        mixinStandardHelpOptions = true,
        description = {
            "Refines answers: answers, measures, says what is wrong, and has it mended, until it is good enough.",
            "",
            "What steers are metrics that need no right answer, or a judge with criteria of yours. The best answer seen is"
                    + " kept. With --mode prompt the failures of a stream of rows become a better prompt instead, which must"
                    + " prove itself on rows that neither prompt was written for; there labelled rows may steer too.",
            "Every paid reply is kept in the workspace, so the same command goes on where it was stopped."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend refine reply.prompty --data mails.jsonl --metric follows-rules --out replies.jsonl",
            "  emend refine reply.prompty --set mail=\"Where is it?\" --metric length:max=60 --criteria \"Polite.\"",
            "  emend refine ask.prompty --data questions.jsonl --metric \"2*grounded-lexical\" --metric length:max=40 \\",
            "      --check token-f1",
            "  emend refine ask.prompty --data stream.jsonl --metric grounded-lexical --mode prompt \\",
            "      --group document",
            "  emend refine ask.prompty --data questions.jsonl --retrieve manual/ --k 3 --metric grounded-lexical",
            "",
            "With --retrieve a row needs no context: the passages that share the question's rarer words fill {{context}},"
                    + " numbered.",
            "",
            "Exit status: 0 done, 2 wrong input, 4 the budget ended first, 5 model unavailable."
        })
public final class RefineCommand implements Callable<Integer> {

    /** What is refined. */
    private enum Mode {
        ANSWER,
        PROMPT
    }

    private final Console console;

    @Parameters(paramLabel = "PROMPT", description = "A prompt file.")
    @SuppressWarnings("NullAway.Init")
    private Path prompt;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RefineInput input;

    @Option(
            names = "--metric",
            paramLabel = "[W*]M",
            description =
                    "A metric that steers, with its options as NAME:OPTION=VALUE;OPTION=VALUE, perhaps after a weight and a star,"
                            + " such as 2*length:max=80. May be repeated.")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--criteria",
            paramLabel = "TEXT",
            description = "A rubric that steers: a judge grades answers by it.")
    private @Nullable String criteria;

    @Option(
            names = "--check",
            paramLabel = "M",
            description = "A metric that steers nothing, and is reported before and after. May be repeated.")
    private List<String> checks = new ArrayList<>();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "What is refined: answer, each answer by itself; or prompt, which learns from the rows. Default: answer.")
    private Mode mode = Mode.ANSWER;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "The most revisions of an answer, or with --mode prompt the most gates. Default: 4, or 3 gates.")
    private @Nullable Integer rounds;

    @Option(
            names = "--patience",
            paramLabel = "K",
            description =
                    "End after K revisions in a row that brought nothing better, or with --mode prompt K batches. Default: 3,"
                            + " or 2 batches.")
    private @Nullable Integer patience;

    @Option(names = "--target", paramLabel = "X", description = "The score that is good enough. Default: 1.")
    private double target = 1;

    @Option(
            names = "--critic",
            paramLabel = "WHO",
            description =
                    "Who criticises an answer: feedback, the metrics' own words, without a call; or model, one call for each answer"
                            + " to be revised. Default: feedback, which --mode prompt always takes.")
    private Critic critic = Critic.FEEDBACK;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "With --mode prompt: how many rows' failures are looked at together. Default: 8.")
    private @Nullable Integer batch;

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "With --mode prompt: how many fresh rows must confirm a new prompt. Default: 24.")
    private @Nullable Integer window;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the answers go, a JSON line each. With --mode prompt, where the learned prompt goes; default:"
                            + " NAME.refined.prompty, only for a new one.")
    private @Nullable Path out;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description =
                    "With --mode prompt: where the answers go, a JSON line each. Rows that no batch or gate took are"
                            + " answered by the prompt that holds at the end.")
    private @Nullable Path answers;

    @Option(names = "--history", paramLabel = "FILE", description = "Where every round goes, a JSON line each.")
    private @Nullable Path history;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that answers. Default: the one that the prompt was optimized for, else "
                    + TaskFile.DEFAULT_MODEL + ".")
    private @Nullable String model;

    @Option(
            names = "--meta-model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that criticises and writes prompts. Default: that of --model.")
    private @Nullable String metaModel;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that judges. May be repeated: a jury. Default: that of --model.")
    private List<String> judges = new ArrayList<>();

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description = "Any of calls=300,tokens=400k,usd=2,time=10m, over all models together. Default: no limit.")
    private @Nullable String budget;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of every random choice. Default: 1.")
    private long seed = 1;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CallOptions calls;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public RefineCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkMode();
        checkNumbers();
        PromptFile file = SinglePrompt.read(
                prompt,
                "a single prompt is refined",
                "refine the prompt of one of its steps; \"emend optimize\" improves all of them by the chain's answers.");
        List<Example> rows = input.rows(file);
        String answering = Answering.model(model, file.rest().metadata(), TaskFile.DEFAULT_MODEL);
        List<String> judging = judges.isEmpty() ? List.of(answering) : judges;
        RefineSignal signal = RefineSignal.of(metrics, criteria, checks, rows, judging.size(), mode == Mode.PROMPT);
        String writing = ModelName.orSame(metaModel, answering);
        Budget limits = budget == null ? Budget.UNLIMITED : BudgetText.parse(budget);
        Task.ModelNames asked = new Task.ModelNames(answering, writing, judging);
        Map<String, Price> known = prices.of(asked.roles(), limits);
        if (signal.asksJudges() && judging.contains(answering) && !calls.quiet()) {
            console.err()
                    .println("note: " + answering
                            + " judges its own answers, and such judges are lenient; --judge names" + " another");
        }
        if (!calls.quiet()) {
            JudgeInFile.noteOther(console, signal.calibratedWith(), judging);
        }
        RefineSitting sitting = new RefineSitting(
                console,
                workspace.directory(),
                asked,
                known,
                limits,
                most(rows.size(), signal),
                seed,
                calls.parallel(),
                calls.quiet());
        return switch (mode) {
            case ANSWER -> refine(file, rows, signal, sitting);
            case PROMPT -> learn(file, rows, signal, sitting);
        };
    }

    private int refine(PromptFile file, List<Example> rows, RefineSignal signal, RefineSitting sitting)
            throws IOException {
        if (answers != null) {
            throw new InvalidInputException(
                    "--answers goes with --mode prompt", Where.NOWHERE, "--out is where refined answers go.");
        }
        checkOutputs(out);
        RefineSettings settings = refining(signal.signal());
        RefinedRows report = sitting.journaled(file.prompt(), rows, (inquiry, events) -> {
            SelfRefinement refinement = new SelfRefinement(settings, inquiry, events);
            Refinement refined = refinement.refine(file.prompt(), rows, seed);
            requireAnswer(refined, sitting.models().task());
            Map<String, SelfRefinement.Checked> checked = new LinkedHashMap<>();
            signal.checks().forEach(check -> checked.put(check.text(), refinement.check(check.metric(), refined)));
            return new RefinedRows(
                    settings,
                    signal,
                    refined,
                    checked,
                    inquiry.spend(),
                    inquiry.stopped(),
                    rows.size(),
                    seed,
                    input.group());
        });
        report.print(
                console,
                calls.json(),
                input.data().isEmpty(),
                prompt,
                sitting.models().task());
        if (out != null) {
            TextOutput.write(out, report.answerLines());
        }
        if (history != null) {
            TextOutput.write(history, report.historyLines());
        }
        if (out == null && input.data().isPresent() && !calls.quiet()) {
            console.err()
                    .println(
                            "The answers are kept in the workspace: the same command with --out FILE writes them, and pays"
                                    + " for nothing again.");
        }
        return report.stopped().isPresent() ? ExitStatus.NO_VERDICT : ExitStatus.DONE;
    }

    /** @throws ModelException where the model rejected every request */
    private static void requireAnswer(Refinement refinement, String model) {
        List<Refined> refined = refinement.refined();
        if (refinement.stopped().isEmpty()
                && refined.stream()
                        .allMatch(one ->
                                one.ending() == Ending.REJECTED && one.answer().isEmpty())) {
            throw PaidWork.withoutAnswer(model, refined.getFirst().score().feedback());
        }
    }

    private int learn(PromptFile file, List<Example> rows, RefineSignal signal, RefineSitting sitting)
            throws IOException {
        LoopSettings settings = learning(signal.signal());
        Optional<String> group = settings.group();
        int units = PromptRefinement.count(file.prompt(), rows, group);
        int needed = settings.batch() + settings.window();
        if (units < needed) {
            throw new InvalidInputException(
                    "there are " + units
                            + group.map(" groups of one "::concat)
                                    .orElse(units < rows.size() ? " rows with inputs of their own" : " rows")
                            + ", and a batch of "
                            + settings.batch() + " with a window of " + settings.window() + " needs " + needed,
                    Where.NOWHERE,
                    "give more of them, or a smaller --batch and --window; a small window can prove only a large gain.");
        }
        OutputFile output = LearnedPromptFile.output(Optional.ofNullable(out), prompt);
        String seedText = TextFile.read(prompt);
        output.check(prompt, seedText);
        checkOutputs(answers);
        if (answers != null
                && answers.toAbsolutePath()
                        .normalize()
                        .equals(output.file().toAbsolutePath().normalize())) {
            throw new InvalidInputException("--answers and --out are the same file", Where.NOWHERE, "");
        }
        String description = file.prompt().description();
        LearnedPrompt learned = sitting.journaled(file.prompt(), rows, (inquiry, events) -> {
            PromptRefinement refinement = new PromptRefinement(description, settings, inquiry, seed, events);
            LearnedPrompt found = refinement.learn(file.prompt(), rows);
            return answers == null ? found : refinement.answered(found, rows);
        });
        LearnedPromptFile result = new LearnedPromptFile(
                file, prompt, settings, learned, sitting, rows.size(), Optional.ofNullable(answers));
        result.print(console, calls.json(), output);
        result.write(output, seedText);
        if (answers != null) {
            TextOutput.write(answers, result.answerLines(rows));
        }
        return learned.stopped().isPresent() ? ExitStatus.NO_VERDICT : ExitStatus.DONE;
    }

    private void checkOutputs(@Nullable Path answers) {
        List<Path> read = new ArrayList<>(List.of(prompt));
        input.data().ifPresent(read::add);
        input.passages().ifPresent(read::add);
        if (answers != null) {
            TextOutput.check(answers, read);
            read.add(answers);
        }
        if (history != null) {
            TextOutput.check(history, read);
        }
    }

    /** What belongs to the other mode would be ignored. */
    private void checkMode() {
        if (mode == Mode.PROMPT) {
            String compares = "\"emend evaluate\" compares the learned prompt with yours by any metric.";
            refuse(history != null, "--history", "answer", compares);
            refuse(!checks.isEmpty(), "--check", "answer", compares);
            refuse(
                    critic == Critic.MODEL,
                    "--critic model",
                    "answer",
                    "leave it out: the meta-model reads the metrics' feedback on all failures of a batch.");
        } else {
            String unused = "add --mode prompt, or leave it out.";
            refuse(batch != null, "--batch", "prompt", unused);
            refuse(window != null, "--window", "prompt", unused);
        }
    }

    private static void refuse(boolean given, String option, String other, String maybe) {
        if (given) {
            throw new InvalidInputException(option + " goes with --mode " + other, Where.NOWHERE, maybe);
        }
    }

    private void checkNumbers() {
        require(target >= 0 && target <= 1, "--target must be from 0 to 1, not " + target);
        require(rounds == null || rounds >= (mode == Mode.PROMPT ? 1 : 0), "--rounds is too small: " + rounds);
        require(patience == null || patience >= 1, "--patience must be at least 1, not " + patience);
        require(batch == null || batch >= 2, "--batch must be at least 2, not " + batch);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidInputException(otherwise, Where.NOWHERE, "");
        }
    }

    /** The most calls of an answer mode without judges; how many these need depends on what is answered. */
    private OptionalLong most(int n, RefineSignal signal) {
        return mode == Mode.PROMPT || signal.asksJudges()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        (long) n * (1 + refining(signal.signal()).rounds() * (critic == Critic.MODEL ? 2L : 1L)));
    }

    private RefineSettings refining(Metric signal) {
        RefineSettings usual = RefineSettings.of(signal);
        return new RefineSettings(
                signal,
                target,
                chosen(rounds, usual.rounds()),
                chosen(patience, usual.patience()),
                critic,
                usual.memory());
    }

    private LoopSettings learning(Metric signal) {
        LoopSettings usual = LoopSettings.of(signal);
        int gates = chosen(rounds, usual.rounds());
        int fresh = chosen(window, usual.window());
        int least = LoopSettings.leastWindow(gates);
        require(
                fresh >= least,
                "--window must be at least " + least + " with " + gates + " gates, not " + fresh
                        + ": fewer rows could prove nothing");
        return new LoopSettings(
                signal,
                target,
                chosen(batch, usual.batch()),
                fresh,
                gates,
                chosen(patience, usual.patience()),
                input.group());
    }

    private static int chosen(@Nullable Integer option, int usual) {
        return option != null ? option : usual;
    }
}
