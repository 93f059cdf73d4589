package dev.emend.benchmarks.proposals;

import dev.emend.Fingerprint;
import dev.emend.benchmarks.Benchmark;
import dev.emend.data.Example;
import dev.emend.format.task.TaskFile;
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
import dev.emend.proposal.Draft;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operators;
import dev.emend.proposal.Paraphrase;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Proposal;
import dev.emend.proposal.Reading;
import dev.emend.proposal.Screen;
import dev.emend.proposal.Shortening;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.run.Answers;
import dev.emend.run.Budget;
import dev.emend.run.Evaluator;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.Response;
import dev.emend.run.Task;
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
import org.apache.commons.rng.simple.RandomSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * How alike two rewrites of one instruction must be, in words and in meaning, to behave alike.
 *
 * <p>Arguments: a task file, how many rewrites of its seed instruction the meta-model is asked for, on how many validation
 * examples each is answered, and a file of JSON lines that keeps what was asked, so that a second start goes on. For every pair
 * it compares the screen's share of common word triples and the cosine of the embeddings with how often the two answer alike
 * and how far their scores are apart, and prints a table by ranges.
 */
public final class DuplicateThresholds {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> OPERATORS =
            List.of(Paraphrase.NAME, ThinkingStyle.NAME, Shortening.NAME, Induction.NAME);
    private static final double[] EDGES = {0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 1.01};

    private DuplicateThresholds() {}

    /** A rewrite with its answers, in the examples' order. */
    private record Rewrite(Prompt prompt, List<String> answers, double score) {}

    private record Pair(double words, double meaning, double agreement, double apart) {}

    public static void main(String[] args) {
        Benchmark.run("DuplicateThresholds TASK REWRITES EXAMPLES FILE", 4, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        Task task = TaskFile.read(Path.of(args[0])).task();
        int wanted = Integer.parseInt(args[1]);
        List<Example> examples = task.splits().validation().subList(0, Integer.parseInt(args[2]));
        Path file = Path.of(args[3]);
        List<Rewrite> rewrites = new ArrayList<>();
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT)) {
            LanguageModel model = models.open(task.models().task());
            for (Prompt prompt : prompts(task, wanted, model)) {
                rewrites.add(answered(prompt, task, examples, model, file));
                System.err.printf(Locale.ROOT, "%d: %.1f %%%n", rewrites.size(), 100 * rewrites.getLast().score);
            }
        }
        print(pairs(rewrites));
    }

    /** The seed and its rewrites, near-copies included: no screen looks at them. */
    private static List<Prompt> prompts(Task task, int wanted, LanguageModel model) {
        Operators operators = new Operators(task.description(), task.splits().train());
        List<Prompt> prompts = new ArrayList<>(List.of(task.prompt()));
        for (int i = 0; i < 3 * wanted && prompts.size() <= wanted; i++) {
            Material material = new Material(
                    List.of(new Parent(0, task.prompt())),
                    List.of(),
                    i % 2 == 0 ? 0.4 : 1.0,
                    RandomSource.XO_RO_SHI_RO_128_PP.create((long) i));
            Optional<Draft> draft =
                    operators.named(OPERATORS.get(i % OPERATORS.size())).draft(material);
            if (draft.isPresent() && draft.get() instanceof Draft.Asked asked) {
                Completion reply = Thinking.dropped(model.complete(
                        new Request(Purpose.META, asked.messages(), asked.sampling(), Constraint.NONE, i, 0)));
                Reading reading = asked.reader().apply(reply);
                if (reading instanceof Proposal proposal) {
                    prompts.add(proposal.prompt());
                }
            }
        }
        return prompts;
    }

    private static Rewrite answered(Prompt prompt, Task task, List<Example> examples, LanguageModel model, Path file)
            throws IOException {
        String key = Fingerprint.of("rewrite")
                .add(prompt.fingerprint())
                .add(examples.size())
                .hex();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                var node = JSON.readTree(line);
                if (node.path("key").asString().equals(key)) {
                    List<String> answers = new ArrayList<>();
                    node.path("answers").forEach(answer -> answers.add(answer.asString()));
                    return new Rewrite(prompt, answers, node.path("score").asDouble());
                }
            }
        }
        Answers given = new Evaluator(Models.local(model), Budget.calls(examples.size()), task.seed(), event -> {})
                .answer(prompt, examples, 1, Optional.empty(), new InMemoryJournal());
        List<String> answers = given.responses().stream()
                .map(Response::text)
                .map(String::strip)
                .toList();
        double score = task.metric()
                .aggregate(given.responses().stream()
                        .map(response -> response.scored(task.metric(), Price.FREE))
                        .toList());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("key", key);
        line.put("instruction", prompt.instruction().source());
        line.put("score", score);
        line.put("answers", answers);
        Files.writeString(
                file,
                JSON.writeValueAsString(line) + "\n",
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
        return new Rewrite(prompt, answers, score);
    }

    private static List<Pair> pairs(List<Rewrite> rewrites) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < rewrites.size(); i++) {
            for (int j = i + 1; j < rewrites.size(); j++) {
                Rewrite first = rewrites.get(i);
                Rewrite second = rewrites.get(j);
                int same = 0;
                for (int k = 0; k < first.answers.size(); k++) {
                    same += first.answers.get(k).equals(second.answers.get(k)) ? 1 : 0;
                }
                pairs.add(new Pair(
                        Screen.similarity(first.prompt, second.prompt),
                        TextEmbedding.cosine(
                                MiniLm.shared().of(Screen.comparedText(first.prompt)),
                                MiniLm.shared().of(Screen.comparedText(second.prompt))),
                        (double) same / first.answers.size(),
                        Math.abs(first.score - second.score)));
            }
        }
        return pairs;
    }

    private static void print(List<Pair> pairs) {
        System.out.println(
                "| measure | range | pairs | answer alike, mean | scores apart, mean | apart by more than 5 points |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (boolean meaning : List.of(false, true)) {
            for (int edge = 0; edge + 1 < EDGES.length; edge++) {
                double low = EDGES[edge];
                double high = EDGES[edge + 1];
                List<Pair> within = pairs.stream()
                        .filter(pair -> {
                            double value = meaning ? pair.meaning : pair.words;
                            return value >= low && value < high;
                        })
                        .toList();
                if (!within.isEmpty()) {
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %.2f to %.2f | %d | %.1f %% | %.1f | %.0f %% |%n",
                            meaning ? "meaning (cosine)" : "words (common triples)",
                            low,
                            Math.min(1, high),
                            within.size(),
                            100
                                    * within.stream()
                                            .mapToDouble(Pair::agreement)
                                            .average()
                                            .orElse(0),
                            100
                                    * within.stream()
                                            .mapToDouble(Pair::apart)
                                            .average()
                                            .orElse(0),
                            100.0
                                    * within.stream()
                                            .filter(pair -> pair.apart > 0.05)
                                            .count()
                                    / within.size());
                }
            }
        }
    }
}
