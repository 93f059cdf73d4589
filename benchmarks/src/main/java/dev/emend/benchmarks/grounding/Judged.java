package dev.emend.benchmarks.grounding;

import dev.emend.Fingerprint;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scores rows by a judge, and keeps every score in a file of JSON lines, so that a second start goes on where the first ended. */
final class Judged {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LanguageModel model;
    private final Path file;
    private final Map<String, Double> known = new HashMap<>();

    Judged(LanguageModel model, Path file) throws IOException {
        this.model = model;
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                JsonNode node = JSON.readTree(line);
                known.put(node.path("key").asString(), node.path("value").asDouble());
            }
        }
    }

    /** The measure over these rows, which are asked about at once. */
    Measure measure(String name, Metric metric, List<Labelled> rows) throws InterruptedException {
        Map<String, Double> scores = new HashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                model.parallelism(), Thread.ofVirtual().factory())) {
            Map<String, Future<Double>> values = new LinkedHashMap<>();
            rows.forEach(row -> values.put(row.id(), threads.submit(() -> value(name, metric, row))));
            for (Map.Entry<String, Future<Double>> value : values.entrySet()) {
                scores.put(value.getKey(), value.getValue().get());
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the judge failed; start again to go on", failed.getCause());
        }
        return new Measure(name, false, row -> scores.getOrDefault(row.id(), 0.0));
    }

    private double value(String name, Metric metric, Labelled row) {
        List<Request> requests =
                metric.questions(row.answer()).stream().map(Judged::request).toList();
        Fingerprint print = Fingerprint.of("judged row").add(row.id());
        requests.forEach(request -> print.add(request.fingerprint(model.name())));
        String key = print.hex();
        synchronized (known) {
            Double value = known.get(key);
            if (value != null) {
                return value;
            }
        }
        List<Completion> replies = new ArrayList<>();
        requests.forEach(request -> replies.add(reply(request)));
        Answer answer = row.answer().judged(replies);
        Score score = metric.score(answer);
        keep(key, name, row, score);
        return score.value();
    }

    private Completion reply(Request request) {
        try {
            return model.complete(request);
        } catch (ModelException failed) {
            if (failed.kind() == ModelException.Kind.REJECTED) {
                return Completion.NONE;
            }
            throw failed;
        }
    }

    private static Request request(Question question) {
        return new Request(
                Purpose.JUDGE,
                question.messages(),
                question.sampling(),
                question.constraint(),
                question.draw(),
                question.logProbabilities());
    }

    private void keep(String key, String name, Labelled row, Score score) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("key", key);
        line.put("model", model.name());
        line.put("measure", name);
        line.put("row", row.id());
        line.put("value", score.value());
        line.put("parts", score.parts());
        synchronized (known) {
            known.put(key, score.value());
            try {
                Files.writeString(
                        file,
                        JSON.writeValueAsString(line) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
