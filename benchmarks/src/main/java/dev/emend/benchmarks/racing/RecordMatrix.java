package dev.emend.benchmarks.racing;

import dev.emend.benchmarks.Benchmark;
import dev.emend.data.Example;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.task.TaskFile;
import dev.emend.model.Price;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.run.Answers;
import dev.emend.run.Budget;
import dev.emend.run.Evaluator;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.Response;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records a success matrix: the score of every prompt of a folder on every validation and hold-out example of a task.
 *
 * <p>Arguments: the task file, the folder of prompt files, and the file of JSON lines to write, one for each prompt. Goes
 * on where it was stopped: a prompt that has its line is not asked again.
 */
public final class RecordMatrix {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecordMatrix() {}

    public static void main(String[] args) {
        Benchmark.run("RecordMatrix TASK PROMPTS FILE", 3, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        Task task = TaskFile.read(Path.of(args[0])).task();
        Path recorded = Path.of(args[2]);
        List<String> known = Files.exists(recorded)
                ? Files.readAllLines(recorded).stream()
                        .map(line -> JSON.readTree(line).path("prompt").asString())
                        .toList()
                : List.of();
        List<Example> examples = new ArrayList<>(task.splits().validation());
        examples.addAll(task.splits().holdout());
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT);
                Stream<Path> prompts = Files.list(Path.of(args[1])).sorted()) {
            Models roles = Models.local(models.open(task.models().task()));
            for (Path prompt : (Iterable<Path>) prompts::iterator) {
                String name = String.valueOf(prompt.getFileName()).replace(".prompty", "");
                if (known.contains(name)) {
                    continue;
                }
                long start = System.nanoTime();
                Answers answers = new Evaluator(roles, Budget.calls(examples.size()), task.seed(), event -> {})
                        .answer(PromptFile.read(prompt).prompt(), examples, 1, Optional.empty(), new InMemoryJournal());
                Map<String, Double> scores = new LinkedHashMap<>();
                for (Response response : answers.responses()) {
                    scores.put(
                            response.example().id(),
                            response.scored(task.metric(), Price.FREE).score().value());
                }
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("prompt", name);
                line.put("scores", scores);
                Files.writeString(
                        recorded,
                        JSON.writeValueAsString(line) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.1f %%, %.0f s%n",
                        name,
                        100
                                * scores.values().stream()
                                        .mapToDouble(x -> x)
                                        .average()
                                        .orElse(0),
                        (System.nanoTime() - start) / 1e9);
            }
        }
    }
}
