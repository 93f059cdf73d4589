package dev.emend.benchmarks.generation;

import dev.emend.benchmarks.Benchmark;
import dev.emend.benchmarks.strategies.Sizes;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.specification.MetaPromptFiles;
import dev.emend.generation.Assignment;
import dev.emend.generation.Emphasis;
import dev.emend.generation.Layout;
import dev.emend.generation.MetaFields;
import dev.emend.generation.MetaPrompts;
import dev.emend.generation.MetaPrompts.Job;
import dev.emend.generation.Skeleton;
import dev.emend.generation.Technique;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunResult;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Optimizes the meta-prompt that writes guidance with Emend itself: the examples are specifications, and the metric is how well
 * the generated prompts do.
 *
 * <pre>MetaPromptGain /data /tmp/meta --calls 600</pre>
 *
 * <p>An example is a task with an assignment of technique, layout and emphasis. Tasks are kept apart: those of the gate are
 * none of the search's, so that what is promoted writes better guidance for tasks that it was not made on. Each score costs one
 * call of the meta-model and as many of the task model as there are rows. Every call is journaled in the folder: killed and
 * started again, it goes on. The champion is written into the folder as a prompt file for {@code --meta-prompt}.
 */
@Command(
        name = "MetaPromptGain",
        mixinStandardHelpOptions = true,
        description = "Optimizes the meta-prompt of emend generate on specifications.")
public final class MetaPromptGain implements Callable<Integer> {

    private static final List<Technique> TECHNIQUES =
            List.of(Technique.ZERO_SHOT, Technique.DECOMPOSITION, Technique.PERSONA);

    @Parameters(index = "0", paramLabel = "DATA", description = "The folder of the data sets.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the result and the journal are.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--model", paramLabel = "MODEL", description = "That the prompts are for. Default: embedded.")
    private String model = "embedded";

    @Option(names = "--meta-model", paramLabel = "MODEL", description = "That writes. Default: the same.")
    private @Nullable String metaModel;

    @Option(names = "--search-tasks", split = ",", description = "Default: intents,yesno-context,matching.")
    private List<String> searched = List.of("intents", "yesno-context", "matching");

    @Option(names = "--gate-tasks", split = ",", description = "Default: number,judge,abstracts.")
    private List<String> gated = List.of("number", "judge", "abstracts");

    @Option(names = "--rows", description = "On which each generated prompt is tried. Default: 6.")
    private int rows = 6;

    @Option(names = "--strategy", description = "Default: reflective.")
    private String strategy = "reflective";

    @Option(names = "--calls", description = "Of all models together, the gate's included. Default: 900.")
    private long calls = 900;

    @Option(names = "--seed", description = "Default: 1.")
    private long seed = 1;

    private final Map<String, GuidanceWorth.Work> works = new LinkedHashMap<>();
    private final MetaPrompts prompts = MetaPromptFiles.usual();

    public static void main(String[] args) {
        System.exit(Benchmark.of(new MetaPromptGain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<Example> train = new ArrayList<>();
        List<Example> validation = new ArrayList<>();
        for (String name : searched) {
            List<Example> own = examples(name);
            train.addAll(own.subList(0, own.size() / 2));
            validation.addAll(own.subList(own.size() / 2, own.size()));
        }
        List<Example> holdout = new ArrayList<>();
        for (String name : gated) {
            holdout.addAll(examples(name));
        }
        try (NamedModels open = new NamedModels(System.getenv(), PullListener.SILENT);
                Workspace workspace = Workspace.open(folder)) {
            LanguageModel answering = open.open(model);
            LanguageModel writing = open.open(metaModel == null ? model : metaModel);
            // The prompt that is optimized is the meta-model's; whoever answers the prompts that it writes has the
            // judge's seat.
            Models models = Models.of(writing, Price.FREE, writing, Price.FREE)
                    .withJudges(List.of(new Models.Seat(answering, Price.FREE)));
            Task task = Task.of(
                            Job.WRITE.promptName(),
                            prompts.of(Job.WRITE),
                            new Splits(train, validation, holdout),
                            new GuidanceWorth(works))
                    .withDescription("Write guidance for a prompt, so that a language model does a task well.")
                    .withModels(new Task.ModelNames(writing.name(), writing.name(), List.of(answering.name())))
                    .withStrategy(strategy)
                    .withBudget(Budget.calls(calls))
                    .withSeed(seed);
            try (SqliteJournal journal = workspace.journalOf("meta-prompt " + strategy + " " + seed + " " + rows)) {
                print(new Run(task, models, journal).execute(event -> {}));
            }
        }
        return 0;
    }

    /** Each technique in two layouts, with an emphasis of its own. */
    private List<Example> examples(String name) {
        SpecifiedTask task = SpecifiedTask.named(name, data, Sizes.USUAL);
        Skeleton skeleton = Skeleton.of(task.specification(), List.of());
        List<Example> shown = task.task().splits().train().subList(0, 6);
        List<Example> tried = task.task().splits().validation().subList(0, rows);
        MetaFields fields = new MetaFields(prompts, skeleton, shown);
        List<Example> examples = new ArrayList<>();
        for (Technique technique : TECHNIQUES) {
            for (Layout layout : List.of(Layout.BULLETS, Layout.PARAGRAPH)) {
                String id = name + "-" + technique.label() + "-" + layout.label();
                Emphasis emphasis = new Emphasis(
                        "hard cases told apart", "Where two answers seem possible, compare them before you decide.");
                Assignment assignment = new Assignment(technique, layout, emphasis);
                works.put(
                        id,
                        new GuidanceWorth.Work(
                                skeleton, assignment, tried, task.task().metric()));
                examples.add(Example.of(id, fields.writing(assignment), ""));
            }
        }
        return examples;
    }

    private void print(RunResult result) throws IOException {
        Prompt champion = result.candidates().stream()
                .filter(candidate -> candidate.id() == result.championId())
                .findFirst()
                .orElseThrow()
                .prompt();
        Path file = folder.resolve(Job.WRITE.promptName() + ".champion.prompty");
        PromptFile.of(champion).write(file);
        System.out.println(result.verdict().label() + ": " + result.explanation());
        System.out.println(result.spend().calls() + " calls; champion: " + file);
    }
}
