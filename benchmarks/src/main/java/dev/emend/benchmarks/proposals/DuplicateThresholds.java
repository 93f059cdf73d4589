package dev.emend.benchmarks.proposals;

import dev.emend.benchmarks.Benchmark;
import dev.emend.benchmarks.strategies.BenchmarkTask;
import dev.emend.benchmarks.strategies.BenchmarkTasks;
import dev.emend.benchmarks.strategies.Sizes;
import dev.emend.data.Example;
import dev.emend.journal.RunSummary;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.metric.Outcome;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Template;
import dev.emend.proposal.Screen;
import dev.emend.run.Budget;
import dev.emend.run.Evaluator;
import dev.emend.run.Models;
import dev.emend.scoring.embedding.MiniLm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * How alike two instructions must be, in words and in meaning, to behave alike.
 *
 * <p>Arguments: the folder of public data, a folder of {@code StrategyComparison} whose journals are read, the names of tasks, the
 * model that answers, on how many validation examples, and a folder for what was paid for, so that a second start goes on, and for
 * {@code duplicates.jsonl}. Of all that meta-models wrote there between fences it takes what the screen refuses for likeness at most,
 * once each, and has those answer that are like another in words or meaning. For every pair of one task that the screen would compare it
 * sets the screen's share of common word triples, and the cosine of the meanings, beside how often the two answer alike and how far their
 * scores are apart, and prints a table by ranges.
 */
public final class DuplicateThresholds {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern FENCED = Pattern.compile("```[a-z]*\n(.*?)```", Pattern.DOTALL);
    /** Who is less like all others says nothing of a threshold. */
    private static final double LEAST_WORDS = 0.5;

    private static final double LEAST_MEANING = 0.85;
    private static final double[] EDGES = {0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 1.01};
    private static final double APART = 0.05;

    private final BenchmarkTask task;
    private final List<Example> examples;
    private final LanguageModel model;
    private final SqliteJournal journal;

    /** A prompt that was written, with its outcomes on the validation examples, in their order. */
    private record Rewrite(Prompt prompt, List<Outcome> outcomes) {

        double score() {
            return outcomes.stream()
                    .mapToDouble(outcome -> outcome.score().value())
                    .average()
                    .orElseThrow();
        }

        double alike(Rewrite other) {
            return IntStream.range(0, outcomes.size())
                            .filter(i -> outcomes.get(i)
                                    .output()
                                    .strip()
                                    .equals(other.outcomes.get(i).output().strip()))
                            .count()
                    / (double) outcomes.size();
        }
    }

    private record Pair(double words, OptionalDouble meaning, boolean comparesWords, double agreement, double apart) {

        static Pair of(Rewrite first, Rewrite second) {
            return new Pair(
                    Screen.similarity(first.prompt, second.prompt),
                    Screen.meaning(first.prompt, second.prompt, MiniLm.shared()),
                    Screen.comparesWords(first.prompt, second.prompt),
                    first.alike(second),
                    Math.abs(first.score() - second.score()));
        }
    }

    private DuplicateThresholds(BenchmarkTask task, int examples, LanguageModel model, SqliteJournal journal) {
        this.task = task;
        this.examples = task.splits().validation().subList(0, examples);
        this.model = model;
        this.journal = journal;
    }

    public static void main(String[] args) {
        Benchmark.run(
                "DuplicateThresholds DATA COMPARISON TASK[,TASK...] MODEL EXAMPLES FOLDER",
                6,
                args,
                () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        BenchmarkTasks tasks = new BenchmarkTasks(Path.of(args[0]), Sizes.USUAL);
        int examples = Integer.parseInt(args[4]);
        Path folder = Path.of(args[5]);
        List<Pair> pairs = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT);
                Workspace compared = Workspace.open(Path.of(args[1]));
                Workspace workspace = Workspace.open(folder)) {
            LanguageModel model = models.open(args[3]);
            for (String name : args[2].split(",")) {
                try (SqliteJournal journal = workspace.journalOf("duplicates " + name + " " + args[3])) {
                    DuplicateThresholds thresholds =
                            new DuplicateThresholds(tasks.named(name), examples, model, journal);
                    List<Rewrite> rewrites = thresholds.answered(thresholds.written(compared));
                    pairs.addAll(pairs(rewrites));
                    rewrites.forEach(rewrite -> lines.add(thresholds.line(rewrite)));
                }
            }
        }
        Files.write(folder.resolve("duplicates.jsonl"), lines);
        print(pairs);
    }

    /** The seed, and what searches on this task have written and would have measured, had they known nothing like it. */
    private List<Prompt> written(Workspace compared) {
        Screen screen = new Screen(
                task.prompt(), task.splits().train(), Screen.defaultCharacterLimit(task.prompt()), Optional.empty());
        List<Prompt> written = new ArrayList<>(List.of(task.prompt()));
        for (RunSummary run : compared.runs().reversed()) {
            if (run.task().startsWith(task.name() + " ")) {
                try (SqliteJournal replies = compared.journal(run.id())) {
                    replies.entries().stream()
                            .filter(entry -> entry.purpose() == Purpose.META)
                            .flatMap(entry ->
                                    instruction(entry.reply().completion().text()).stream())
                            .filter(prompt -> screen.refuse(prompt).isEmpty())
                            .filter(prompt -> written.stream().noneMatch(known -> Screen.hasSameWords(known, prompt)))
                            .forEach(written::add);
                }
            }
        }
        return written.stream()
                .filter(prompt -> written.stream().anyMatch(other -> other != prompt && areAlike(prompt, other)))
                .toList();
    }

    private Optional<Prompt> instruction(String reply) {
        Matcher matcher = FENCED.matcher(reply);
        return matcher.find() && !matcher.group(1).isBlank()
                ? Optional.of(task.prompt()
                        .withMessage(0, Template.literal(matcher.group(1).strip())))
                : Optional.empty();
    }

    private static boolean areAlike(Prompt first, Prompt second) {
        return Screen.comparesWords(first, second)
                && (Screen.similarity(first, second) >= LEAST_WORDS
                        || TextEmbedding.cosine(
                                        MiniLm.shared().of(Screen.comparedText(first)),
                                        MiniLm.shared().of(Screen.comparedText(second)))
                                >= LEAST_MEANING);
    }

    private List<Rewrite> answered(List<Prompt> prompts) {
        List<Rewrite> rewrites = new ArrayList<>();
        for (Prompt prompt : prompts) {
            rewrites.add(new Rewrite(prompt, answers(prompt)));
            System.err.printf(
                    Locale.ROOT,
                    "%s, %d of %d: %.1f %%%n",
                    task.name(),
                    rewrites.size(),
                    prompts.size(),
                    100 * rewrites.getLast().score());
        }
        return rewrites;
    }

    private static List<Pair> pairs(List<Rewrite> rewrites) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < rewrites.size(); i++) {
            for (int j = i + 1; j < rewrites.size(); j++) {
                pairs.add(Pair.of(rewrites.get(i), rewrites.get(j)));
            }
        }
        return pairs;
    }

    private String line(Rewrite rewrite) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("task", task.name());
        line.put("instruction", Screen.comparedText(rewrite.prompt));
        line.put("score", rewrite.score());
        line.put("answers", rewrite.outcomes.stream().map(Outcome::output).toList());
        return JSON.writeValueAsString(line);
    }

    private List<Outcome> answers(Prompt prompt) {
        return new Evaluator(Models.local(model), Budget.UNLIMITED, 1, event -> {})
                .answer(prompt, examples, 1, Optional.empty(), journal).responses().stream()
                        .map(response -> response.scored(task.metric(), Price.FREE))
                        .toList();
    }

    private static void print(List<Pair> pairs) {
        System.out.println(
                "| measure | range | pairs | answer alike, mean | scores apart, mean | apart by more than 5 points |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        print(
                "words (common triples)",
                pairs.stream().filter(Pair::comparesWords).toList(),
                Pair::words);
        print(
                "meaning (cosine)",
                pairs.stream().filter(pair -> pair.meaning.isPresent()).toList(),
                pair -> pair.meaning.getAsDouble());
    }

    private static void print(String measure, List<Pair> pairs, ToDoubleFunction<Pair> value) {
        for (int edge = 0; edge + 1 < EDGES.length; edge++) {
            double low = EDGES[edge];
            double high = EDGES[edge + 1];
            List<Pair> within = pairs.stream()
                    .filter(pair -> value.applyAsDouble(pair) >= low && value.applyAsDouble(pair) < high)
                    .toList();
            if (!within.isEmpty()) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %.2f to %.2f | %d | %.1f %% | %.1f | %.0f %% |%n",
                        measure,
                        low,
                        Math.min(1, high),
                        within.size(),
                        100 * mean(within, Pair::agreement),
                        100 * mean(within, Pair::apart),
                        100 * mean(within, pair -> pair.apart > APART + 1e-9 ? 1 : 0));
            }
        }
    }

    private static double mean(List<Pair> pairs, ToDoubleFunction<Pair> value) {
        return pairs.stream().mapToDouble(value).average().orElseThrow();
    }
}
