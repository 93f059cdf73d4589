package dev.emend.benchmarks.strategies;

import dev.emend.benchmarks.Benchmark;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.strategy.Strategies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs strategies on tasks made from public data, under one budget, and scores their champions on fresh examples.
 *
 * <pre>StrategyComparison /data /tmp/comparison --tasks intents,matching --seeds 1,2,3 --strategies reflective</pre>
 *
 * <p>Writes one line of JSON for each run into {@code results.jsonl} in the given folder, its champion into {@code prompts},
 * and every call into {@code journal.db}: killed and started again, it goes on where it was, and what has its line is not run
 * again. Answers at temperature 0 are shared between runs. {@link ComparisonTable} and {@link NoHarm} read the lines. One
 * process at a time works in a folder, which should not be in the repository: prompts hold rows of the data.
 */
@Command(
        name = "StrategyComparison",
        mixinStandardHelpOptions = true,
        description = "Runs strategies on tasks made from public data, and scores their champions on fresh examples.")
public final class StrategyComparison implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DATA", description = "The folder of the data sets.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the results and the journal are.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--model", paramLabel = "MODEL", description = "As in a task file. Default: embedded.")
    private String model = "embedded";

    @Option(names = "--meta-model", paramLabel = "MODEL", description = "Default: the same.")
    private @Nullable String metaModel;

    @Option(names = "--tasks", split = ",", description = "Default: intents,yesno-context,choice,number.")
    private List<String> tasks = List.of("intents", "yesno-context", "choice", "number");

    @Option(
            names = "--strategies",
            arity = "1..*",
            description = "Such as: reflective random-demonstrations 'opro:proposals=4;patience=2'. Default: all.")
    private List<String> strategies = Strategies.names();

    @Option(names = "--seeds", split = ",", description = "Default: 1.")
    private List<Long> seeds = List.of(1L);

    @Option(names = "--calls", description = "For each search; the gate's come on top. Default: 300.")
    private long calls = 300;

    @Option(names = "--train", description = "Default: 60.")
    private int train = Sizes.USUAL.train();

    @Option(names = "--validation", description = "Default: 60.")
    private int validation = Sizes.USUAL.validation();

    @Option(names = "--holdout", description = "The gate's rows at most; 0: the fresh ones. Default: 100.")
    private int holdout = Sizes.USUAL.holdout();

    @Option(names = "--fresh", description = "Rows for the score. Default: 150.")
    private int fresh = Sizes.USUAL.fresh();

    @Option(names = "--table", description = "Print the tables of what is there, and run nothing.")
    private boolean table;

    public static void main(String[] args) {
        System.exit(Benchmark.of(new StrategyComparison()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (table) {
            System.out.print(
                    ComparisonTable.markdown(Results.open(Series.file(folder)).lines(), RandomDemonstrations.NAME));
            return 0;
        }
        BenchmarkTasks source = new BenchmarkTasks(data, new Sizes(train, validation, holdout, fresh));
        List<BenchmarkTask> made = tasks.stream().map(source::named).toList();
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT)) {
            return new Series(folder, models.open(model), models.open(metaModel == null ? model : metaModel), calls)
                    .run(made, strategies, seeds);
        }
    }
}
