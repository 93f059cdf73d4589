package dev.emend.benchmarks.proposals;

import dev.emend.benchmarks.Benchmark;
import dev.emend.benchmarks.strategies.BenchmarkTask;
import dev.emend.benchmarks.strategies.BenchmarkTasks;
import dev.emend.benchmarks.strategies.Sizes;
import dev.emend.data.Example;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.metric.Outcome;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Thinking;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Advice;
import dev.emend.proposal.Crossover;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Edit;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operators;
import dev.emend.proposal.Paraphrase;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Proposal;
import dev.emend.proposal.Reading;
import dev.emend.proposal.Reflection;
import dev.emend.proposal.Screen;
import dev.emend.proposal.Shortening;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.run.Budget;
import dev.emend.run.Evaluator;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.scoring.embedding.MiniLm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * How alike two instructions must be, in words and in meaning, to behave alike.
 *
 * <p>Arguments: the folder of public data, the names of tasks, the model in both roles, how many rewrites of each task's seed
 * instruction are wanted, on how many validation examples each is answered, and a folder for what was paid for, so that a second
 * start goes on, and for {@code duplicates.jsonl}. A rewrite is written from the seed or from an earlier rewrite with its failures on {@value #LOOKED} train
 * examples, as a search does; what the screen refuses for another reason than likeness, or what has the very words of an earlier
 * one, is no pair's half. For every pair of one task that the screen would compare it sets the screen's share of common word triples and the cosine of the
 * embeddings beside how often the two answer alike and how far their scores are apart, and prints a table by ranges.
 */
public final class DuplicateThresholds {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> OPERATORS = List.of(
            Reflection.NAME,
            Paraphrase.NAME,
            Advice.NAME,
            Crossover.NAME,
            Edit.NAME,
            ThinkingStyle.NAME,
            Shortening.NAME);
    private static final double[] EDGES = {0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 1.01};
    private static final int LOOKED = 12;
    private static final int TRIES = 8;
    private static final int AT_ONCE = 14;
    private static final double APART = 0.05;

    private final BenchmarkTask task;
    private final List<Example> examples;
    private final LanguageModel model;
    private final Operators operators;
    private final Screen screen;
    private final SqliteJournal journal;
    private final List<Rewrite> rewrites = new ArrayList<>();

    /** A prompt that was written, with its outcomes on a few train examples and on the validation examples, in their order. */
    private record Rewrite(String operator, Prompt prompt, List<Outcome> learned, List<Outcome> outcomes) {

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

    private record Pair(
            double words,
            double meaning,
            boolean comparesWords,
            boolean comparesMeaning,
            double agreement,
            double apart) {

        static Pair of(Rewrite first, Rewrite second) {
            return new Pair(
                    Screen.similarity(first.prompt, second.prompt),
                    TextEmbedding.cosine(
                            MiniLm.shared().of(Screen.comparedText(first.prompt)),
                            MiniLm.shared().of(Screen.comparedText(second.prompt))),
                    Screen.comparesWords(first.prompt, second.prompt),
                    Screen.comparesMeaning(first.prompt, second.prompt),
                    first.alike(second),
                    Math.abs(first.score() - second.score()));
        }
    }

    private DuplicateThresholds(BenchmarkTask task, int examples, LanguageModel model, SqliteJournal journal) {
        this.task = task;
        this.examples = task.splits().validation().subList(0, examples);
        this.model = model;
        this.operators = new Operators(task.description(), task.splits().train());
        this.screen = new Screen(
                task.prompt(), task.splits().train(), Screen.defaultCharacterLimit(task.prompt()), Optional.empty());
        this.journal = journal;
    }

    public static void main(String[] args) {
        Benchmark.run(
                "DuplicateThresholds DATA TASK[,TASK...] MODEL REWRITES EXAMPLES FOLDER", 6, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        BenchmarkTasks tasks = new BenchmarkTasks(Path.of(args[0]), Sizes.USUAL);
        int wanted = Integer.parseInt(args[3]);
        int examples = Integer.parseInt(args[4]);
        Path folder = Path.of(args[5]);
        List<Pair> pairs = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT);
                Workspace workspace = Workspace.open(folder)) {
            LanguageModel model = models.open(args[2]);
            for (String name : args[1].split(",")) {
                try (SqliteJournal journal = workspace.journalOf("duplicates " + name + " " + args[2])) {
                    DuplicateThresholds thresholds =
                            new DuplicateThresholds(tasks.named(name), examples, model, journal);
                    thresholds.write(wanted);
                    pairs.addAll(thresholds.pairs());
                    lines.addAll(thresholds.lines());
                }
            }
        }
        Files.write(folder.resolve("duplicates.jsonl"), lines);
        print(pairs);
    }

    private void write(int wanted) {
        add("seed", task.prompt());
        for (int first = 0; first < TRIES * wanted && rewrites.size() <= wanted; first += AT_ONCE) {
            List<Optional<Draft.Asked>> drafts = IntStream.range(first, first + AT_ONCE)
                    .mapToObj(this::draft)
                    .toList();
            List<Optional<Prompt>> written = IntStream.range(0, AT_ONCE)
                    .parallel()
                    .mapToObj(i -> drafts.get(i).map(this::read))
                    .map(reading ->
                            reading.filter(Proposal.class::isInstance).map(proposal -> ((Proposal) proposal).prompt()))
                    .toList();
            for (int i = 0; i < AT_ONCE && rewrites.size() <= wanted; i++) {
                String operator = operator(first + i);
                written.get(i).filter(this::isNew).ifPresent(prompt -> add(operator, prompt));
            }
        }
    }

    private static String operator(int attempt) {
        return OPERATORS.get(attempt % OPERATORS.size());
    }

    /** From the seed in half of the cases, so that its rewrites have their like. */
    private Optional<Draft.Asked> draft(int attempt) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create((long) attempt);
        int parent = random.nextBoolean() ? 0 : random.nextInt(rewrites.size());
        List<Parent> parents = Stream.of(parent, random.nextInt(rewrites.size()))
                .distinct()
                .map(id -> new Parent(id, rewrites.get(id).prompt, rewrites.get(id).learned))
                .toList();
        return operators
                .named(operator(attempt))
                .draft(new Material(parents, List.of(), Material.TEMPERATURE, random))
                .filter(Draft.Asked.class::isInstance)
                .map(Draft.Asked.class::cast);
    }

    private Reading read(Draft.Asked asked) {
        Request request = new Request(Purpose.META, asked.messages(), asked.sampling(), Constraint.NONE, 1, 0);
        String key = request.fingerprint(model.name());
        Completion completion = journal.find(key)
                .map(entry -> entry.reply().completion())
                .orElseGet(() -> {
                    Completion made = Thinking.dropped(model.complete(request));
                    journal.append(new Journal.Entry(
                            key,
                            Purpose.META,
                            model.name(),
                            request,
                            new Journal.Reply.Answered(made),
                            Duration.ZERO,
                            Duration.ZERO));
                    return made;
                });
        return asked.reader().apply(completion);
    }

    private boolean isNew(Prompt prompt) {
        return screen.refuse(prompt).isEmpty()
                && rewrites.stream().noneMatch(known -> Screen.hasSameWords(known.prompt, prompt));
    }

    private void add(String operator, Prompt prompt) {
        List<Example> train = task.splits().train().subList(0, LOOKED);
        rewrites.add(new Rewrite(operator, prompt, answers(prompt, train), answers(prompt, examples)));
        System.err.printf(
                Locale.ROOT,
                "%s %d, %s: %.1f %%%n",
                task.name(),
                rewrites.size() - 1,
                operator,
                100 * rewrites.getLast().score());
    }

    private List<Outcome> answers(Prompt prompt, List<Example> asked) {
        return new Evaluator(Models.local(model), Budget.UNLIMITED, 1, event -> {})
                .answer(prompt, asked, 1, Optional.empty(), journal).responses().stream()
                        .map(response -> response.scored(task.metric(), Price.FREE))
                        .toList();
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < rewrites.size(); i++) {
            for (int j = i + 1; j < rewrites.size(); j++) {
                pairs.add(Pair.of(rewrites.get(i), rewrites.get(j)));
            }
        }
        return pairs;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Rewrite rewrite : rewrites) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("task", task.name());
            line.put("operator", rewrite.operator);
            line.put("instruction", Screen.comparedText(rewrite.prompt));
            line.put("score", rewrite.score());
            line.put("answers", rewrite.outcomes.stream().map(Outcome::output).toList());
            lines.add(JSON.writeValueAsString(line));
        }
        return lines;
    }

    private static void print(List<Pair> pairs) {
        System.out.println(
                "| measure | range | pairs | answer alike, mean | scores apart, mean | apart by more than 5 points |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        print(
                "words (common triples)",
                pairs.stream().filter(Pair::comparesWords).toList(),
                Pair::words);
        print("meaning (cosine)", pairs.stream().filter(Pair::comparesMeaning).toList(), Pair::meaning);
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
