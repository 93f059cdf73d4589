package dev.emend.benchmarks.strategies;

import dev.emend.benchmarks.Benchmark;
import dev.emend.data.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a benchmark task as files that other optimizers can read: train, validation and fresh rows, seed prompt and metric.
 *
 * <p>Arguments: the folder of the data sets, the task's name, the folder to write to, which should not be in the
 * repository, and, for a try, other numbers of rows than the comparison's ({@code 12,12,0,20}: train, validation, hold-out,
 * fresh). The hold-out is not among the files: no other optimizer has a gate.
 */
public final class ExportTask {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ExportTask() {}

    public static void main(String[] args) {
        Benchmark.run("ExportTask DATA TASK FOLDER [TRAIN,VALIDATION,HOLDOUT,FRESH]", 3, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        Sizes sizes = args.length > 3 ? Sizes.parse(args[3]) : Sizes.USUAL;
        write(new BenchmarkTasks(Path.of(args[0]), sizes).named(args[1]), sizes, Path.of(args[2]));
    }

    static void write(BenchmarkTask task, Sizes sizes, Path folder) throws IOException {
        Files.createDirectories(folder);
        rows(folder.resolve("train.jsonl"), task.splits().train());
        rows(folder.resolve("validation.jsonl"), task.splits().validation());
        rows(folder.resolve("fresh.jsonl"), task.fresh());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", task.name());
        fields.put("print", task.print());
        fields.put("sizes", sizes);
        fields.put("description", task.description());
        fields.put("system", task.prompt().messages().getFirst().content().source());
        fields.put("user", task.prompt().messages().getLast().content().source());
        fields.put("inputs", List.copyOf(task.prompt().placeholders()));
        fields.put("maxTokens", task.prompt().sampling().maxTokens());
        fields.put("metric", task.metric().name());
        fields.put("labels", task.labels());
        Files.writeString(folder.resolve("task.json"), JSON.writeValueAsString(fields) + "\n");
    }

    private static void rows(Path file, List<Example> examples) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Example example : examples) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", example.id());
            row.put("inputs", example.inputs());
            row.put("expected", example.expected());
            text.append(JSON.writeValueAsString(row)).append('\n');
        }
        Files.writeString(file, text);
    }
}
