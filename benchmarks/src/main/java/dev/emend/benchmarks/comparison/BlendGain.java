package dev.emend.benchmarks.comparison;

import dev.emend.benchmarks.Benchmark;
import dev.emend.benchmarks.strategies.BenchmarkTask;
import dev.emend.benchmarks.strategies.BenchmarkTasks;
import dev.emend.benchmarks.strategies.Sizes;
import dev.emend.data.Splits;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.prompt.Prompt;
import dev.emend.run.Answers;
import dev.emend.run.Budget;
import dev.emend.run.ComparisonPlan;
import dev.emend.run.Entrant;
import dev.emend.run.Evaluator;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.PromptComparison;
import dev.emend.run.Ranking;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares a handful of prompts for tasks made from public data, blends the best, and scores winner, best given prompt and seed on fresh rows.
 *
 * <pre>BlendGain /data /tmp/blends --tasks intents,matching --seeds 1,2</pre>
 *
 * <p>Writes a line of JSON for each comparison into {@code blends.jsonl} in the given folder, and every call into {@code
 * journal.db}: killed and started again, it goes on where it was, and what has its line is not made again. Also scored is the
 * prompt of the best mean, proved or not: what would ship without the test that a blend has to pass. One process at a time works
 * in a folder, which should not be in the repository.
 */
@Command(
        name = "BlendGain",
        mixinStandardHelpOptions = true,
        description =
                "Compares a handful of prompts for tasks made from public data, blends the best, and scores winner,"
                        + " best given prompt and seed on fresh rows.")
public final class BlendGain implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

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

    @Option(names = "--tasks", split = ",", description = "Default: intents,yesno-context,matching.")
    private List<String> tasks = List.of("intents", "yesno-context", "matching");

    @Option(names = "--seeds", split = ",", description = "Default: 1.")
    private List<Long> seeds = List.of(1L);

    @Option(names = "--blends", description = "For each comparison. Default: 4.")
    private int blends = 4;

    @Option(
            names = "--sizes",
            paramLabel = "TRAIN,VALIDATION,HOLDOUT,FRESH",
            description = "Rows; the hold-out is not used. Default: 60,48,0,80.")
    private String sizes = "60,48,0,80";

    @Option(names = "--table", description = "Print the tables of what is there, and run nothing.")
    private boolean table;

    public static void main(String[] args) {
        System.exit(Benchmark.of(new BlendGain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path file = folder.resolve("blends.jsonl");
        if (!table) {
            run(file);
        }
        System.out.print(BlendTable.markdown(lines(file)));
        return 0;
    }

    private static List<BlendLine> lines(Path file) throws IOException {
        List<BlendLine> lines = new ArrayList<>();
        if (Files.exists(file)) {
            String text = Files.readString(file);
            // A process that was killed while it wrote has left a part of a line.
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            whole.lines().forEach(line -> lines.add(JSON.readValue(line, BlendLine.class)));
            if (!whole.equals(text)) {
                Files.writeString(file, whole);
            }
        }
        return lines;
    }

    private void run(Path file) throws IOException {
        BenchmarkTasks source = new BenchmarkTasks(data, Sizes.parse(sizes));
        Files.createDirectories(folder);
        List<BlendLine> made = lines(file);
        try (NamedModels open = new NamedModels(System.getenv(), PullListener.SILENT);
                Workspace workspace = Workspace.open(folder)) {
            LanguageModel answering = open.open(model);
            LanguageModel writing = metaModel == null ? answering : open.open(metaModel);
            // Seeds outermost, so that what was done when it is cut off is of equal weight everywhere.
            for (long seed : seeds) {
                for (String name : tasks) {
                    BenchmarkTask task = source.named(name);
                    String key = String.join(
                            " ", name, task.print(), "" + seed, answering.name(), writing.name(), "" + blends);
                    if (made.stream().anyMatch(line -> line.key().equals(key))) {
                        continue;
                    }
                    try (SqliteJournal journal = workspace.journalOf(key)) {
                        BlendLine line = compared(task, key, seed, answering, writing, journal);
                        Files.write(
                                file,
                                (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                        System.out.printf(
                                Locale.ROOT,
                                "%s, seed %d: %s, %d calls, %.0f s%n",
                                name,
                                seed,
                                line.roles(),
                                line.calls(),
                                line.seconds());
                    }
                }
            }
        }
    }

    private BlendLine compared(
            BenchmarkTask task,
            String key,
            long seed,
            LanguageModel answering,
            LanguageModel writing,
            Journal journal) {
        long start = System.nanoTime();
        Models models = Models.of(answering, Price.FREE, writing, Price.FREE);
        List<Entrant> entrants = Handful.of(task, seed);
        Ranking ranking = new PromptComparison(
                        onRows(task, seed, answering, writing),
                        entrants,
                        new ComparisonPlan(false, 1, blends, Optional.empty()),
                        models,
                        journal)
                .execute(event -> {});
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("seed", entrants.getFirst().name());
        roles.put("parent", best(ranking));
        roles.put("winner", ranking.winner().name());
        roles.put("top", top(ranking));
        Map<String, String> kinds = new LinkedHashMap<>();
        Map<String, Prompt> prompts = new LinkedHashMap<>();
        ranking.places().forEach(place -> {
            kinds.put(place.name(), place.operator());
            prompts.put(place.name(), place.prompt());
        });
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        roles.values().stream()
                .distinct()
                .forEach(name -> scores.put(
                        name, scores(task, prompts.getOrDefault(name, task.prompt()), seed, models, journal)));
        return new BlendLine(
                key,
                task.name(),
                seed,
                answering.name(),
                roles,
                kinds,
                scores,
                (int) ranking.places().stream().filter(Ranking.Place::isBlend).count(),
                ranking.refusals().size(),
                ranking.spend().calls(),
                (System.nanoTime() - start) / 1e9);
    }

    private static Task onRows(BenchmarkTask task, long seed, LanguageModel answering, LanguageModel writing) {
        Task run = task.run("reflective", Map.of(), seed, Integer.MAX_VALUE, answering.name(), writing.name());
        return run.withSplits(new Splits(
                        run.splits().train(),
                        run.splits().validation(),
                        List.of(),
                        run.splits().group()))
                .withBudget(Budget.UNLIMITED);
    }

    private static String best(Ranking ranking) {
        return ranking.places().stream()
                .filter(place -> !place.isBlend())
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** Of those that met every example, the best mean; of equals, the one of the better place. */
    private static String top(Ranking ranking) {
        return ranking.places().stream()
                .filter(place -> place.score()
                        .filter(score -> score.n() == ranking.examples())
                        .isPresent())
                .sorted(Comparator.comparingDouble(
                        place -> -place.score().orElseThrow().value()))
                .findFirst()
                .orElse(ranking.winner())
                .name();
    }

    private static List<Double> scores(BenchmarkTask task, Prompt prompt, long seed, Models models, Journal journal) {
        Answers answers = new Evaluator(models, Budget.UNLIMITED, seed, event -> {})
                .answer(prompt, task.fresh(), 1, Optional.of(task.metric()), journal);
        return answers.responses().stream()
                .map(response ->
                        response.scored(task.metric(), Price.FREE).score().value())
                .toList();
    }
}
