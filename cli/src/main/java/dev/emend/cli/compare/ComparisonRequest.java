package dev.emend.cli.compare;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.UnpricedModels;
import dev.emend.cli.option.UntimedBudget;
import dev.emend.format.prompt.PromptSource;
import dev.emend.format.task.LoadedTask;
import dev.emend.format.task.MetricSpec;
import dev.emend.format.task.Overrides;
import dev.emend.format.task.TaskFile;
import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.Entrant;
import dev.emend.run.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What prompts are compared on, and by which models, as a command line says it: the examples of a task file, or a data file of
 * which a task is made.
 */
final class ComparisonRequest {

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

    /** Examples that were read, before the prompts are. */
    sealed interface Examples {

        /** As prompts name what they are given. */
        PromptSource source();

        MetricSpec metric();
    }

    /** Those of a task file. */
    record OfTask(LoadedTask file) implements Examples {

        @Override
        public PromptSource source() {
            return new PromptSource(
                    Optional.of(file.task().prompt()),
                    new LinkedHashSet<>(file.task()
                            .splits()
                            .validation()
                            .getFirst()
                            .allInputs()
                            .keySet()));
        }

        @Override
        public MetricSpec metric() {
            return file.metric();
        }
    }

    /** Those of a data file. */
    record OfData(ComparedTask rows) implements Examples {

        @Override
        public PromptSource source() {
            return new PromptSource(Optional.empty(), rows.inputs());
        }

        @Override
        public MetricSpec metric() {
            return rows.metricSpec();
        }
    }

    PairJudgeOptions judge() {
        return judge;
    }

    /** Every file that is named. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        Optional.ofNullable(task).ifPresent(files::add);
        Optional.ofNullable(data).ifPresent(files::add);
        files.addAll(judge.files());
        return files;
    }

    /** @throws InvalidInputException where the options do not go together */
    void check() {
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
    }

    Examples examples() {
        return task != null
                ? new OfTask(withValidation(loaded(task)))
                : new OfData(ComparedTask.read(
                        Objects.requireNonNull(data),
                        !judge.isAsked(),
                        Optional.ofNullable(expected),
                        Optional.ofNullable(metric),
                        Optional.ofNullable(group)));
    }

    /** On these rows prompts are compared. */
    private static LoadedTask withValidation(LoadedTask file) {
        if (file.task().splits().validation().isEmpty()) {
            throw new InvalidInputException(
                    "the task \"" + file.task().name() + "\" has no validation examples to compare prompts on",
                    Where.NOWHERE,
                    "their file is empty, or \"unanswered: skip\" leaves out every row of it.");
        }
        return file;
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

    /**
     * The task of a comparison: its examples, its models with their prices, its budget.
     *
     * @param baseline whether the first of the entrants is one
     * @param blends whether some are written
     * @throws InvalidInputException where the examples do not fit, or money is limited and the price of a model is not known
     */
    Task task(Examples examples, List<Entrant> entrants, boolean baseline, boolean blends) {
        Task compared = withBudget(
                switch (examples) {
                    case OfTask own -> own.file().task();
                    case OfData own -> made(own.rows(), entrants, baseline);
                });
        judge.check(compared.metric());
        if (examples instanceof OfData) {
            return compared.withPrices(prices.of(asked(compared, blends), compared.budget()));
        }
        Task known = prices.on(compared);
        UnpricedModels.check(known.budget(), asked(known, blends), known.prices());
        return known;
    }

    private Task made(ComparedTask rows, List<Entrant> entrants, boolean baseline) {
        String answering = models.isEmpty() ? TaskFile.DEFAULT_MODEL : models.getFirst();
        String writing = ModelName.orSame(metaModel, answering);
        return rows.of(
                entrants,
                baseline,
                new Task.ModelNames(answering, writing, List.of(judge.model().orElse(writing))),
                Budget.UNLIMITED,
                seed == null ? 1 : seed);
    }

    /** The task file's budget is a search's. Comparisons share a journal, and a journal counts the time of all that was asked in it. */
    private Task withBudget(Task from) {
        return from.withBudget(
                budget == null ? Budget.UNLIMITED : UntimedBudget.parse(budget, "a comparison", "write calls=N."));
    }

    /** Models, by what for: of a jury a judge that compares is one. */
    Map<Purpose, List<String>> asked(Task compared, boolean blends) {
        Map<Purpose, List<String>> asked = compared.scoringRoles();
        if (blends) {
            asked.put(Purpose.META, List.of(compared.models().meta()));
        }
        if (judge.isAsked()) {
            asked.put(Purpose.JUDGE, compared.models().judges().subList(0, 1));
        }
        return asked;
    }
}
