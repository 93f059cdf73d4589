package dev.emend.cli.generate;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.input.JudgeInFile;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.UntimedBudget;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Version;
import dev.emend.cli.progress.RunView;
import dev.emend.cli.progress.RunViews;
import dev.emend.format.specification.CandidateFile;
import dev.emend.format.specification.MetaPromptFiles;
import dev.emend.format.specification.SpecificationFile;
import dev.emend.format.task.BudgetText;
import dev.emend.format.task.TaskFile;
import dev.emend.generation.Generated;
import dev.emend.generation.Generation;
import dev.emend.generation.MetaPrompts;
import dev.emend.generation.ScoringData;
import dev.emend.generation.Specification;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend generate} */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Writes candidate prompts from a specification.",
            "",
            "Each candidate follows another plan of technique, layout and emphasis, is criticized against the specification,"
                    + " and mended once. With labelled rows (--data) candidates are scored on rows that the meta-model has not"
                    + " seen; without, a judge ranks them on invented inputs, and they are called unproven. Every paid call is"
                    + " kept: the same command goes on where it was stopped."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend generate --init > routing.yaml",
            "  emend generate routing.yaml -n 6 --out candidates",
            "  emend generate \"Route a message to a team.\" --inputs message --labels billing,delivery,other \\",
            "      --technique chain-of-thought,few-shot --data messages.jsonl",
            "  emend generate qa.yaml --for judge --out judges",
            "  emend generate --show-meta-prompt > generate-write.prompty",
            "  emend generate routing.yaml --meta-prompt generate-write.prompty",
            "",
            "Exit status: 0 done, 2 wrong input, 4 the budget ended first, 5 model unavailable."
        })
public final class GenerateCommand implements Callable<Integer> {

    private static final String SAME = "same";

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "SPECIFICATION",
            description = "A specification file (.yaml), or what the prompt is to do, in words.")
    private @Nullable String given;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SpecificationOptions options;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "How many candidates to write. Default: 6.")
    private int count = Generation.USUAL_COUNT;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the candidates go. Default: NAME-candidates in the current folder.")
    private @Nullable Path out;

    @Option(
            names = "--no-ranking",
            description = "Write and criticize candidates only, without a call of a task model or a judge.")
    private boolean unranked;

    @Option(names = "--interactive", description = "Ask for what the specification leaves open.")
    private boolean interactive;

    @Option(names = "--init", description = "Print a commented specification to start from.")
    private boolean init;

    @Option(
            names = "--show-meta-prompt",
            arity = "0..1",
            fallbackValue = "write",
            paramLabel = "WHICH",
            description = "Print what the meta-model is told: write (the default), critique, mend or invent.")
    private @Nullable String shownMetaPrompt;

    @Option(
            names = "--meta-prompt",
            paramLabel = "FILE",
            description =
                    "A prompt file of your own in place of one of these; its name says of which. May be repeated.")
    private List<Path> metaPrompts = List.of();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description =
                    "The model that the prompts are for. It also writes and judges, unless others are named. Default: the"
                            + " specification's, else " + TaskFile.DEFAULT_MODEL + ".")
    private @Nullable String model;

    @Option(
            names = "--meta-model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that writes. Default: that of --model.")
    private @Nullable String metaModel;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description =
                    "The model that judges. Default: that of --model. Or a judge file, as \"emend calibrate\" writes it: it"
                            + " ranks in place of the specification's criteria, by the model that it names.")
    private @Nullable String judge;

    @Option(
            names = "--judge-model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "With a judge file: the model that judges, in place of the one that it names.")
    private @Nullable String judgeModel;

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description =
                    "Any of calls=300,tokens=400k,usd=2, over all models together. Default: as many calls as all of it takes.")
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

    public GenerateCommand(Console console) {
        this.console = console;
    }

    private record Names(String task, String meta, String judge) {

        /** Those that are asked, by what for. */
        Map<Purpose, List<String>> asked(boolean unranked, boolean judged) {
            Map<Purpose, List<String>> asked = new EnumMap<>(Purpose.class);
            if (!unranked) {
                asked.put(Purpose.TASK, List.of(task));
            }
            asked.put(Purpose.META, List.of(meta));
            if (judged) {
                asked.put(Purpose.JUDGE, List.of(judge));
            }
            return asked;
        }
    }

    @Override
    public Integer call() throws IOException {
        if (init) {
            console.out().print(SpecificationFile.template());
            return ExitStatus.DONE;
        }
        if (shownMetaPrompt != null) {
            console.out().print(MetaPromptFiles.text(MetaPromptFiles.job(shownMetaPrompt, Where.NOWHERE)));
            return ExitStatus.DONE;
        }
        if (given == null || given.isBlank()) {
            throw new InvalidInputException(
                    "there is no specification", Where.NOWHERE, "begin with: emend generate --init > my-prompt.yaml");
        }
        MetaPrompts prompts = MetaPromptFiles.usual();
        for (Path file : metaPrompts) {
            prompts = MetaPromptFiles.with(prompts, file);
        }
        SpecificationFile file = options.read(given);
        Specification asked =
                interactive ? new Interview(console).complete(file.specification()) : file.specification();
        Optional<JudgeInFile> judgeFile = judgeFile();
        Names names = names(file, judgeFile);
        Specification specification = asked.withModel(names.task);
        Optional<ScoringData> data = file.data().map(rows -> rows.read(specification, 1));
        CandidateFolder folder =
                new CandidateFolder(out != null ? out : Path.of(specification.name() + "-candidates"), specification);
        folder.check(count);
        if (!unranked && !calls.quiet()) {
            JudgeInFile.noteOther(
                    console, judgeFile.flatMap(JudgeInFile::model).map(Set::of).orElse(Set.of()), List.of(names.judge));
        }
        Generated generated = generated(specification, prompts, data, names, judgeFile);
        CandidateFile form = new CandidateFile(specification, generated, origin(names, generated));
        // A person may have changed one of them meanwhile. The same command finds what was paid for.
        folder.check(count);
        Map<Integer, CandidateFolder.Written> written = folder.write(generated, form);
        GeneratedView view = new GeneratedView(console, specification, generated, seed, written, form);
        if (calls.json()) {
            console.out().println(view.json());
        } else {
            view.print();
        }
        return generated.stopped().isPresent() ? ExitStatus.NO_VERDICT : ExitStatus.DONE;
    }

    private Optional<JudgeInFile> judgeFile() {
        Optional<JudgeInFile> file =
                Optional.ofNullable(judge).filter(JudgeInFile::isNamed).map(JudgeInFile::read);
        if (judgeModel != null && file.isEmpty()) {
            throw new InvalidInputException(
                    "--judge-model goes with a judge file",
                    Where.NOWHERE,
                    "--judge names the model where there is none.");
        }
        return file;
    }

    private Names names(SpecificationFile file, Optional<JudgeInFile> judgeFile) {
        String judging = judgeFile.isPresent()
                ? judgeModel != null ? judgeModel : judgeFile.get().model().orElse(SAME)
                : judge != null ? judge : SAME;
        String task = model != null ? model : file.models().task().orElse(TaskFile.DEFAULT_MODEL);
        Function<Optional<String>, String> own = named -> model != null ? task : named.orElse(task);
        return new Names(
                task,
                metaModel != null && !metaModel.equals(SAME)
                        ? metaModel
                        : own.apply(file.models().meta()),
                !judging.equals(SAME) ? judging : own.apply(file.models().judge()));
    }

    private Generated generated(
            Specification specification,
            MetaPrompts prompts,
            Optional<ScoringData> data,
            Names names,
            Optional<JudgeInFile> judgeFile) {
        boolean judged = !unranked
                && data.map(rows -> rows.metric().asksJudges() || !rows.ranks(specification, seed))
                        .orElse(true);
        Map<Purpose, List<String>> asked = names.asked(unranked, judged);
        Map<String, Price> known = prices.of(asked, budget == null ? Budget.UNLIMITED : BudgetText.parse(budget));
        try (OpenModels open = new OpenModels(console, calls.parallel());
                Workspace opened = Workspace.open(workspace.directory().resolve("generations"));
                SqliteJournal journal = opened.journalOf(
                        job(names) + " " + specification.fingerprint().substring(0, 16), job(names))) {
            Models models = open.of(asked, known);
            Generation generation = Generation.of(specification, prompts, models, Budget.UNLIMITED, journal, seed)
                    .count(count);
            generation = judgeFile
                    .map(JudgeInFile::referee)
                    .map(generation::judgedBy)
                    .orElse(generation);
            generation = data.map(generation::scoredOn).orElse(generation);
            generation = unranked ? generation.unranked() : generation;
            Budget limits = limits(generation.mostCalls());
            try (RunView view =
                    RunViews.of(console.err(), console.width(), console.errStyle(), limits, calls.quiet())) {
                Generation limited = generation.within(limits);
                return PaidWork.ofTheSameCommand(console).in(() -> limited.execute(view));
            }
        }
    }

    private Budget limits(OptionalLong mostCalls) {
        if (budget == null) {
            return mostCalls.isPresent() ? Budget.calls(mostCalls.getAsLong()) : Budget.UNLIMITED;
        }
        return UntimedBudget.parse(
                budget,
                "a generation",
                mostCalls.isPresent() ? "calls=" + mostCalls.getAsLong() + " is what all of it takes." : "");
    }

    /**
     * What the names of such generations begin with. Calls are found by what they ask, so specifications that share something share what
     * was paid for it, and others can go on at the same time.
     */
    private String job(Names names) {
        return "generate "
                + Fingerprint.of("generate")
                        .add(names.task)
                        .add(names.meta)
                        .add(names.judge)
                        .add(seed)
                        .hex()
                        .substring(0, 16);
    }

    private Map<String, Object> origin(Names names, Generated generated) {
        Map<String, Object> models = new LinkedHashMap<>();
        models.put("task", names.task);
        models.put("meta", names.meta);
        if (!unranked && !generated.isScored()) {
            models.put("judge", names.judge);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", Version.current());
        fields.put("models", models);
        fields.put("seed", seed);
        return fields;
    }
}
