package dev.emend.benchmarks.strategies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes small data sets of the shape that {@link BenchmarkTasks} reads. */
final class Rows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path data;

    Rows(Path data) {
        this.data = data;
    }

    /** Yes or no by turns, two rows to each question, as in the real set. */
    Rows context(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(row(
                    "h" + i,
                    Map.of(
                            "knowledge",
                            "fact " + i / 2,
                            "question",
                            "question number " + i / 2,
                            "answer",
                            "answer number " + i),
                    i % 3 == 0 ? "Yes" : "No",
                    Map.of("right_answer", "a secret " + i)));
        }
        return write("halueval_qa_stage1", lines);
    }

    Rows choice(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("A", "number " + i);
            options.put("B", "none of these");
            lines.add(row("c" + i, Map.of("question", "Which is " + i + "?", "options", options), "A", Map.of()));
        }
        return write("mmlu_science", lines);
    }

    /** One match in six. */
    Rows matching(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> left = new LinkedHashMap<>();
            left.put("title", "paper " + i);
            left.put("year", "1999");
            lines.add(row("m" + i, Map.of("left", left, "right", left), i % 6 == 0 ? "match" : "no match", Map.of()));
        }
        return write("em_dblp_acm", lines);
    }

    Rows problems(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(
                    row("g" + i, Map.of("question", "How much is " + i + " and 1?"), String.valueOf(i + 1), Map.of()));
        }
        return write("gsm8k", lines);
    }

    /** Rows of two of the intents that a task takes, and of one that it does not. */
    Rows intents(int count) throws IOException {
        List<String> names = List.of("request_refund", "exchange_charge", "age_limit");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(row("b" + i, Map.of("text", "message " + i), names.get(i % 3), Map.of()));
        }
        return write("banking77", lines);
    }

    /** Rated from 1 to 6 by turns. */
    Rows sentences(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(row(
                    "s" + i,
                    Map.of("data", "inform(name='hotel " + i + "')", "text", "It is hotel " + i + "."),
                    Map.of("overall", i % 6 + 1.0, "naturalness", 6.0),
                    Map.of()));
        }
        return write("d2t_sfhot", lines);
    }

    private static String row(String id, Map<String, ?> inputs, Object expected, Map<String, String> meta) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("inputs", inputs);
        row.put("expected", expected);
        row.put("meta", meta);
        return JSON.writeValueAsString(row);
    }

    private Rows write(String set, List<String> lines) throws IOException {
        Path folder = Files.createDirectories(data.resolve(set));
        Files.write(folder.resolve("examples.jsonl"), lines);
        return this;
    }
}
