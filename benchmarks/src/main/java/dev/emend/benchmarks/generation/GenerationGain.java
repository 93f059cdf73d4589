package dev.emend.benchmarks.generation;

import dev.emend.benchmarks.Benchmark;
import dev.emend.benchmarks.strategies.Sizes;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.format.specification.MetaPromptFiles;
import dev.emend.generation.Assignment;
import dev.emend.generation.Diversity;
import dev.emend.generation.Generated;
import dev.emend.generation.GeneratedPrompt;
import dev.emend.generation.Generation;
import dev.emend.generation.MetaFields;
import dev.emend.generation.MetaPrompts;
import dev.emend.generation.MetaPrompts.Job;
import dev.emend.generation.ScoringData;
import dev.emend.generation.Skeleton;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Fenced;
import dev.emend.run.Budget;
import dev.emend.run.Inquiry;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.scoring.embedding.MiniLm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures what a generated prompt gains over a naive one on rows that nothing has seen, and how much further apart planned
 * candidates lie than one request drawn again.
 *
 * <pre>GenerationGain /data /tmp/generation --tasks intents,matching</pre>
 *
 * <p>For each task and seed: candidates are generated from the specification and ranked on validation rows; the best one, the
 * plain prompt and the naive seed prompt answer the fresh rows; and the request of the first assignment is drawn as often as
 * there are candidates, at the temperature of its file and at 1. Writes one line of JSON for each into {@code results.jsonl}
 * in the folder, and every call into {@code journal.db}: killed and started again, it goes on where it was. With the usual sizes
 * a task takes about 900 calls. The folder should not be in the repository: prompts may hold rows of the data.
 */
@Command(
        name = "GenerationGain",
        mixinStandardHelpOptions = true,
        description = "Measures what generated prompts gain over naive ones, and their diversity.")
public final class GenerationGain implements Callable<Integer> {

    private static final String PLAN = "plan";
    private static final String DRAWN = "drawn";
    private static final String DRAWN_HOT = "drawn at 1";
    static final List<String> DRAWS = List.of(PLAN, DRAWN, DRAWN_HOT);

    private static final double LEVEL = 0.95;
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

    @Option(names = "--tasks", split = ",", description = "Default: all six.")
    private List<String> tasks = SpecifiedTask.NAMES;

    @Option(names = "--seeds", split = ",", description = "Default: 1.")
    private List<Long> seeds = List.of(1L);

    @Option(names = "-n", description = "Candidates. Default: 6.")
    private int count = Generation.USUAL_COUNT;

    @Option(names = "--rows", description = "Validation rows that rank candidates. Default: 60.")
    private int rows = Sizes.USUAL.validation();

    @Option(names = "--fresh", description = "Rows for the score. Default: 150.")
    private int fresh = Sizes.USUAL.fresh();

    @Option(names = "--table", description = "Print the tables of what is there, and run nothing.")
    private boolean table;

    public static void main(String[] args) {
        System.exit(Benchmark.of(new GenerationGain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<GainLine> lines = new ArrayList<>(read());
        if (!table) {
            try (NamedModels open = new NamedModels(System.getenv(), PullListener.SILENT);
                    Workspace workspace = Workspace.open(folder)) {
                LanguageModel answering = open.open(model);
                LanguageModel writing = open.open(metaModel == null ? model : metaModel);
                for (long seed : seeds) {
                    for (String name : tasks) {
                        SpecifiedTask task = task(name);
                        if (lines.stream()
                                .noneMatch(line -> line.isOf(
                                        name, task.task().print(), answering.name(), writing.name(), seed, count))) {
                            GainLine line = measured(task, seed, answering, writing, workspace);
                            append(line);
                            lines.add(line);
                        }
                    }
                }
            }
        }
        System.out.print(GainLine.markdown(lines));
        return 0;
    }

    private SpecifiedTask task(String name) {
        // As many rows are kept for the gate of other benchmarks as there, so that the fresh rows are the same.
        return SpecifiedTask.named(
                name, data, new Sizes(Sizes.USUAL.train(), Sizes.USUAL.validation(), Sizes.USUAL.holdout(), fresh));
    }

    private GainLine measured(
            SpecifiedTask task, long seed, LanguageModel answering, LanguageModel writing, Workspace workspace) {
        Models models = Models.of(answering, Price.FREE, writing, Price.FREE)
                .withJudges(List.of(new Models.Seat(writing, Price.FREE)))
                .withEmbedding(MiniLm.shared());
        MetaPrompts prompts = MetaPromptFiles.usual();
        String title =
                "generation gain " + task.task().name() + " " + answering.name() + " " + writing.name() + " " + seed;
        try (SqliteJournal journal = workspace.journalOf(title)) {
            Generated generated = Generation.of(task.specification(), prompts, models, Budget.UNLIMITED, journal, seed)
                    .count(count)
                    .scoredOn(new ScoringData(task.seen(), task.task().metric(), rows, Optional.empty()))
                    .execute(event -> {});
            return line(task, seed, models, prompts, journal, generated);
        }
    }

    private GainLine line(
            SpecifiedTask task, long seed, Models models, MetaPrompts prompts, Journal journal, Generated generated) {
        Metric metric = task.task().metric();
        GeneratedPrompt best = generated.candidates().getFirst();
        Inquiry inquiry = new Inquiry(models, Budget.UNLIMITED, journal, seed, event -> {});
        List<Outcome> naive = outcomes(task.task().prompt(), task, inquiry);
        List<Outcome> plain = outcomes(generated.plain(), task, inquiry);
        List<Outcome> chosen = outcomes(best.prompt(), task, inquiry);
        Map<String, GainLine.Score> scores = new LinkedHashMap<>();
        scores.put("seed", score(naive, metric));
        scores.put("plain", score(plain, metric));
        scores.put("best", score(chosen, metric));

        Map<String, Double> diversity = new LinkedHashMap<>();
        Map<String, Integer> unreadable = new LinkedHashMap<>();
        diversity.put(PLAN, generated.diversity().meaning().orElse(Double.NaN));
        unreadable.put(PLAN, (int) generated.candidates().stream()
                .filter(candidate -> candidate.origin() == GeneratedPrompt.Origin.RULE)
                .count());
        Assignment first = generated.candidates().stream()
                .filter(candidate -> candidate.number() == 1)
                .findFirst()
                .orElse(best)
                .assignment();
        Prompt request = prompts.of(Job.WRITE);
        redrawn(DRAWN, OptionalInt.empty(), request, task, first, prompts, inquiry, diversity, unreadable);
        redrawn(DRAWN_HOT, OptionalInt.of(1), request, task, first, prompts, inquiry, diversity, unreadable);
        Map<String, Long> calls = new TreeMap<>();
        inquiry.spend().parts().forEach((purpose, part) -> calls.merge(purpose.label(), part.calls(), Long::sum));
        generated.spend().parts().forEach((purpose, part) -> calls.merge(purpose.label(), part.calls(), Long::sum));
        return new GainLine(
                task.task().name(),
                task.task().print(),
                model(models, Purpose.TASK),
                model(models, Purpose.META),
                seed,
                count,
                scores,
                gain(naive, chosen, metric),
                gain(plain, chosen, metric),
                best.assignment().property() + " (" + best.origin().label() + ")",
                unreadable.getOrDefault(PLAN, 0),
                diversity,
                unreadable,
                calls);
    }

    private static String model(Models models, Purpose purpose) {
        return models.seats()
                .getOrDefault(purpose, List.of())
                .getFirst()
                .model()
                .name();
    }

    /** Draws one request as often as there are candidates, and puts the prompts together by the same rule. */
    private void redrawn(
            String name,
            OptionalInt temperature,
            Prompt request,
            SpecifiedTask task,
            Assignment assignment,
            MetaPrompts prompts,
            Inquiry inquiry,
            Map<String, Double> diversity,
            Map<String, Integer> unreadable) {
        Skeleton skeleton = Skeleton.of(task.specification(), List.of());
        MetaFields fields = new MetaFields(prompts, skeleton, List.of());
        Sampling sampling = temperature.isPresent()
                ? request.sampling().withTemperature(temperature.getAsInt())
                : request.sampling();
        Ask ask = new Ask(request.render(fields.writing(assignment)), sampling);
        List<Prompt> drawn = new ArrayList<>();
        int lost = 0;
        for (Optional<Completion> reply : inquiry.complete(Purpose.META, Collections.nCopies(count, ask))) {
            Fenced fenced = Fenced.read(reply.map(Completion::text).orElse(""));
            lost += fenced.isReadable() ? 0 : 1;
            drawn.add(skeleton.prompt(assignment, fenced.block()));
        }
        diversity.put(name, Diversity.of(drawn, inquiry.embedding()).meaning().orElse(Double.NaN));
        unreadable.put(name, lost);
    }

    private static List<Outcome> outcomes(Prompt prompt, SpecifiedTask task, Inquiry inquiry) {
        return inquiry
                .answer(prompt, task.task().fresh(), Optional.of(task.task().metric()))
                .responses()
                .stream()
                .map(response -> response.scored(task.task().metric(), Price.FREE))
                .toList();
    }

    private static GainLine.Score score(List<Outcome> outcomes, Metric metric) {
        Estimate estimate = Estimates.of(outcomes, metric, LEVEL);
        return new GainLine.Score(
                estimate.value(), estimate.interval().low(), estimate.interval().high(), estimate.n());
    }

    private static GainLine.Gain gain(List<Outcome> before, List<Outcome> after, Metric metric) {
        Difference difference = Comparison.of(before, after, metric, 1);
        return new GainLine.Gain(
                difference.value(),
                difference.interval().low(),
                difference.interval().high(),
                difference.p());
    }

    private Path file() {
        return folder.resolve("results.jsonl");
    }

    /** A line that a killed process left unfinished is cut off. */
    private List<GainLine> read() throws IOException {
        if (!Files.exists(file())) {
            return List.of();
        }
        String text = Files.readString(file());
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (!whole.equals(text)) {
            Files.writeString(file(), whole);
        }
        return whole.lines().map(line -> JSON.readValue(line, GainLine.class)).toList();
    }

    private void append(GainLine line) throws IOException {
        Files.write(
                file(),
                (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
