package dev.emend.benchmarks.strategies;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.benchmarks.Benchmark;
import dev.emend.data.Example;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.model.LanguageModel;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.prompt.Prompt;
import dev.emend.run.InMemoryJournal;
import dev.emend.strategy.Strategies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Counts from how many of ten starts a strategy gets out of a seed prompt that asks for the answer before the reasoning.
 *
 * <p>Such a seed caught GEPA on GSM8K (VISTA, 2026, arXiv 2603.18388): its score fell from 23.8 to 13.5, since rewrites kept
 * the order of the two fields. Without a model a scripted one plays both roles ({@link TrapModel}); with {@code --model} and
 * {@code --data} a real one solves GSM8K, and {@code --folder} takes journal and results, as in {@link StrategyComparison}.
 *
 * <pre>SeedTrap reflective opro --seeds 10</pre>
 *
 * <p>A start has escaped where the search's champion gains 20 points or more over the seed prompt on fresh examples.
 */
@Command(
        name = "SeedTrap",
        mixinStandardHelpOptions = true,
        description = "Counts from how many starts a strategy gets out of a seed prompt that is a trap.")
public final class SeedTrap implements Callable<Integer> {

    static final String NAME = "seed-trap";

    /** The answer first, and then a reasoning that can no longer change it. */
    static final String SEED_PROMPT = """
            Solve the problem. Reply with two fields in this order:
            answer: the number
            reasoning: how you got it""";

    private static final double ESCAPED = 0.2;
    private static final double LEVEL = 0.95;
    private static final String DESCRIPTION = "Solve a word problem.";

    @Parameters(arity = "0..*", paramLabel = "STRATEGY", description = "Such as reflective:width=4. Default: all.")
    private List<String> strategies = new ArrayList<>();

    @Option(names = "--seeds", description = "How many starts. Default: 10.")
    private int seeds = 10;

    @Option(names = "--calls", description = "For each search. Default: 300.")
    private long calls = 300;

    @Option(names = "--model", paramLabel = "MODEL", description = "Default: the scripted one.")
    private @Nullable String model;

    @Option(names = "--meta-model", paramLabel = "MODEL", description = "Default: the same.")
    private @Nullable String metaModel;

    @Option(names = "--data", description = "The folder of the data sets; needed with --model.")
    private @Nullable Path data;

    @Option(names = "--folder", description = "Where results and journal are; needed with --model.")
    private @Nullable Path folder;

    public static void main(String[] args) {
        System.exit(Benchmark.of(new SeedTrap()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<String> entrants = strategies.isEmpty() ? Strategies.names() : strategies;
        List<Long> starts = LongStream.rangeClosed(1, seeds).boxed().toList();
        List<ResultLine> lines = new ArrayList<>();
        if (model == null) {
            for (String entrant : entrants) {
                for (long start : starts) {
                    lines.add(scripted(entrant, start, calls));
                }
            }
        } else {
            lines.addAll(real(model, entrants, starts));
        }
        System.out.print(table(lines));
        return 0;
    }

    /** One start with the scripted model. */
    static ResultLine scripted(String entrant, long seed, long calls) {
        BenchmarkTask task = task(TrapModel.problems(370), Sizes.USUAL);
        LanguageModel scripted = TrapModel.model();
        Attempt attempt = Series.attempt(task, entrant, seed, calls, scripted.name(), scripted.name());
        return new Measurement(task, attempt, Series.roles(scripted, scripted), new InMemoryJournal())
                .make(() -> 0)
                .line();
    }

    private List<ResultLine> real(String name, List<String> entrants, List<Long> starts) throws IOException {
        if (data == null || folder == null) {
            throw new InvalidInputException(
                    "a real model needs --data and --folder",
                    Where.NOWHERE,
                    "leave --model out: then nothing is needed.");
        }
        BenchmarkTask task = new BenchmarkTasks(data, Sizes.USUAL).named(NAME);
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT)) {
            Series series =
                    new Series(folder, models.open(name), models.open(metaModel == null ? name : metaModel), calls);
            series.run(List.of(task), entrants, starts);
            return series.results().lines().stream()
                    .filter(line -> line.attempt().task().equals(NAME))
                    .toList();
        }
    }

    static BenchmarkTask task(List<Example> problems, Sizes sizes) {
        BenchmarkTask plain = BenchmarkTask.of(
                NAME, DESCRIPTION, Prompt.of(NAME, SEED_PROMPT, "{{question}}"), "numeric", problems, sizes);
        return plain.withMetric(new AnswerField());
    }

    static boolean escaped(ResultLine line) {
        return line.gain().value() >= ESCAPED;
    }

    static String table(List<ResultLine> lines) {
        StringBuilder text = new StringBuilder("""
                | strategy | escaped | shipped | seed prompt | champion, mean | calls, mean |
                | --- | --- | --- | --- | --- | --- |
                """);
        for (Map.Entry<String, List<ResultLine>> entrant :
                Series.byEntrant(lines).entrySet()) {
            List<ResultLine> own = entrant.getValue();
            Estimate share = Estimates.of(
                    own.stream().mapToDouble(line -> escaped(line) ? 1 : 0).toArray(), LEVEL);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d of %d (%.0f to %.0f %%) | %d | %.1f %% | %.1f %% | %.0f |%n",
                    entrant.getKey(),
                    own.stream().filter(SeedTrap::escaped).count(),
                    own.size(),
                    100 * share.interval().low(),
                    100 * share.interval().high(),
                    own.stream().filter(ResultLine::shipped).count(),
                    100 * own.getFirst().seedPrompt().value(),
                    100
                            * own.stream()
                                    .mapToDouble(line -> line.champion().value())
                                    .average()
                                    .orElse(0),
                    own.stream().mapToDouble(ResultLine::searchCalls).average().orElse(0)));
        }
        return text.toString();
    }
}
