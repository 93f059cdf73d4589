package dev.emend.benchmarks.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.emend.data.Example;
import dev.emend.generation.Assignment;
import dev.emend.generation.Emphasis;
import dev.emend.generation.Layout;
import dev.emend.generation.OutputContract;
import dev.emend.generation.Skeleton;
import dev.emend.generation.Specification;
import dev.emend.generation.Technique;
import dev.emend.metric.Answer;
import dev.emend.metric.Metrics;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The measurement itself, against a server on this machine. */
class GenerationGainTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final AtomicInteger calls = new AtomicInteger();

    private static String answer(JsonNode messages) {
        String text = messages.toString();
        if (text.contains("Hypothesis:")) {
            return "Hypothesis: sums.\\n```\\nAdd " + Math.floorMod(text.hashCode(), 997)
                    + " things with care.\\n```".replace("\\n", "\n");
        }
        return text.contains("with care") ? "7" : "8";
    }

    private void complete(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            String content = answer(request.path("messages")).replace("\\n", "\n");
            byte[] reply = JSON.writeValueAsBytes(Map.of(
                    "id",
                    "1",
                    "object",
                    "chat.completion",
                    "created",
                    1,
                    "model",
                    "scripted",
                    "choices",
                    List.of(Map.of(
                            "index",
                            0,
                            "finish_reason",
                            "stop",
                            "message",
                            Map.of("role", "assistant", "content", content))),
                    "usage",
                    Map.of("prompt_tokens", 10, "completion_tokens", 2, "total_tokens", 12)));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    @Test
    void one_line_a_task_and_nothing_is_asked_twice() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            rows.add(JSON.writeValueAsString(
                    Map.of("id", "g" + i, "inputs", Map.of("question", "Problem " + i), "expected", "7")));
        }
        Files.createDirectories(folder.resolve("data/gsm8k"));
        Files.write(folder.resolve("data/gsm8k/examples.jsonl"), rows);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::complete);
        server.start();
        try {
            String[] arguments = {
                folder.resolve("data").toString(),
                folder.resolve("out").toString(),
                "--model",
                "openai-compatible:http://127.0.0.1:" + server.getAddress().getPort() + "/v1#scripted",
                "--tasks",
                "number",
                "--rows",
                "10",
                "--fresh",
                "20",
                "-n",
                "3"
            };
            assertThat(new CommandLine(new GenerationGain()).execute(arguments)).isZero();
            GainLine line = JSON.readValue(Files.readString(folder.resolve("out/results.jsonl")), GainLine.class);
            assertThat(line.prompts())
                    .hasEntrySatisfying(
                            "seed", score -> assertThat(score.value()).isZero());
            assertThat(line.prompts()).hasEntrySatisfying("best", score -> {
                assertThat(score.value()).isEqualTo(1);
                assertThat(score.n()).isEqualTo(20);
            });
            assertThat(line.overSeed().p()).isLessThan(0.01);
            assertThat(line.diversity()).containsOnlyKeys(GenerationGain.DRAWS);
            assertThat(line.diversity().get("plan")).isGreaterThan(0.01);
            assertThat(GainLine.markdown(List.of(line))).contains("| number | 1 | 20 | 0.0 (");
            int asked = calls.get();
            assertThat(new CommandLine(new GenerationGain()).execute(arguments)).isZero();
            assertThat(calls).hasValue(asked);
            assertThat(Files.readAllLines(folder.resolve("out/results.jsonl"))).hasSize(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void guidance_is_worth_what_its_prompt_gets_right() {
        Skeleton skeleton = Skeleton.of(
                Specification.of("Sort letters.")
                        .withInputs("letter")
                        .withContract(OutputContract.oneOf(List.of("works", "taxes"))),
                List.of());
        Assignment assignment = new Assignment(Technique.ZERO_SHOT, Layout.BULLETS, new Emphasis("care", "Take care."));
        List<Example> rows = List.of(
                Example.of("1", Map.of("letter", "lamp"), "works"), Example.of("2", Map.of("letter", "bill"), "taxes"));
        GuidanceWorth metric = new GuidanceWorth(Map.of(
                "e",
                new GuidanceWorth.Work(
                        skeleton,
                        assignment,
                        rows,
                        Metrics.named("label", Map.of(), new TreeSet<>(List.of("works", "taxes"))))));
        Example example = Example.of("e", Map.of(), "");
        Answer answer = Answer.of(example, "Hypothesis: x\n```\nBills are taxes.\n```");
        assertThat(metric.questions(answer))
                .hasSize(2)
                .allSatisfy(question ->
                        assertThat(question.messages().getFirst().content()).contains("Bills are taxes.", "- works"));
        Completion works = new Completion("works", Completion.Finish.STOP, Usage.NONE, List.of());
        assertThat(metric.score(answer.judged(List.of(works, works))).value()).isEqualTo(0.5);
        assertThat(metric.score(Answer.of(example, "garbage")).value()).isZero();
    }
}
