package dev.emend.cli.optimize;

import dev.emend.cli.console.Console;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.format.task.BudgetText;
import dev.emend.format.task.LoadedTask;
import dev.emend.format.task.Overrides;
import dev.emend.format.task.TaskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend optimize} */
@Command(
        name = "optimize",
        mixinStandardHelpOptions = true,
        description = {
            "Searches for a better prompt, and proves it on examples that the search has not seen.",
            "",
            "The task file names your prompt or your chain of prompts, your labelled examples and the metric. Only a"
                    + " prompt that is better on the hold-out by a paired test replaces yours. Every paid call is"
                    + " kept, so a run that was stopped goes on with \"emend resume\"."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend optimize task.yaml",
            "  emend optimize task.yaml --model openai:gpt-4.1-mini --price openai:gpt-4.1-mini=0.40/1.60 --budget usd=2",
            "  emend optimize task.yaml --out best.prompty --require-improvement --json",
            "  emend optimize task.yaml --from support-intents-3    # the data have grown since",
            "",
            "Exit status: 0 done, 2 wrong input, 3 not promoted where --require-improvement was given,",
            "4 budget ended before a verdict, 5 model unavailable."
        })
public final class OptimizeCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "TASK", description = "A task file; \"emend init\" writes one.")
    @SuppressWarnings("NullAway.Init")
    private Path task;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The task model, such as embedded:qwen2.5-coder-1.5b, gguf:PATH, openai:NAME, anthropic:NAME,"
                    + " gemini:NAME, ollama:NAME or openai-compatible:BASE_URL#NAME. May be repeated: one prompt is to"
                    + " do for all of them. Default: the task file's.")
    private List<String> models = List.of();

    @Option(
            names = "--meta-model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that writes prompts, or \"same\" for the task model. Default: the task file's.")
    private @Nullable String metaModel;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "How to search; see \"emend strategies\". Default: the task file's, else auto.")
    private @Nullable String strategy;

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description =
                    "Any of calls=300,tokens=400k,usd=2,time=10m, over all models together. Each replaces the task"
                            + " file's limit of the same kind.")
    private @Nullable String budget;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of every random choice. Default: the task file's.")
    private @Nullable Long seed;

    @Option(
            names = "--out",
            paramLabel = "PROMPT",
            description =
                    "The file for the prompt to use: the promoted one or, unchanged, your own. Default: NAME.emended"
                            + ".prompty next to your prompt, written only for a promoted one.")
    private @Nullable Path out;

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description =
                    "Go on from the prompts, or the chain, that this finished run found, on new examples, by another"
                            + " metric or with another model. What it has seen, and those that it went on from, is kept"
                            + " out of the hold-out; how its prompt has fared is said.")
    private @Nullable String from;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RunOptions options;

    public OptimizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        LoadedTask loaded = TaskFile.read(
                task,
                new Overrides(
                        models,
                        Optional.ofNullable(metaModel),
                        Optional.ofNullable(strategy),
                        Optional.ofNullable(budget).map(BudgetText::parse),
                        seed == null ? OptionalLong.empty() : OptionalLong.of(seed)));
        LoadedTask priced = loaded.withTask(prices.on(loaded.task()));
        LoadedTask begun =
                from == null ? priced : new EarlierRun(workspace.directory(), from).followedBy(priced, console);
        return new Sitting(console, workspace.directory(), options).start(begun, Optional.ofNullable(out));
    }
}
