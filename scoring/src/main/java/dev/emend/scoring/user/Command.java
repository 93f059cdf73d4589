package dev.emend.scoring.user;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Options;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program of the user's that reads a JSON line for each answer and writes one with its score. Answers are scored one
 * after the other; an answer that was scored before in this process is not asked about again, so that what the program
 * says of it cannot change within a run.
 */
final class Command implements Metric {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<String> arguments;
    private final Path folder;
    private final Duration patience;
    private final boolean kept;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, Score> scores = new HashMap<>();
    private @Nullable ExternalProgram running;
    private boolean tried;

    private Command(List<String> arguments, Path folder, Duration patience, boolean kept) {
        this.arguments = arguments;
        this.folder = folder;
        this.patience = patience;
        this.kept = kept;
    }

    static Command from(Options options, MetricContext context) {
        options.required("command", "give a command and its arguments, such as: python3, score.py");
        List<String> arguments = arguments(options);
        Path folder = context.folder().toAbsolutePath().normalize();
        if (!executable(arguments.getFirst(), folder)) {
            throw new InvalidInputException(
                    "the metric command cannot run \"" + arguments.getFirst() + "\": there is no such program",
                    Where.NOWHERE,
                    "its path starts elsewhere than in " + folder + ", or the file is not executable.");
        }
        return new Command(
                arguments,
                folder,
                Duration.ofMillis(Math.round(1000 * options.number("timeout", 10, 0.1, 3600))),
                options.choice("process", "kept", List.of("kept", "each")).equals("kept"));
    }

    /** A list, or a JSON array where an argument has a comma. */
    private static List<String> arguments(Options options) {
        String text = options.text("command", "").strip();
        if (!text.startsWith("[")) {
            return options.texts("command");
        }
        try {
            JsonNode array = MAPPER.readTree(text);
            if (!array.isEmpty() && array.values().stream().allMatch(JsonNode::isString)) {
                return array.values().stream().map(JsonNode::stringValue).toList();
            }
        } catch (JacksonException noArray) {
            throw options.wrong("command", "a program and its arguments, as a list or a JSON array of texts");
        }
        throw options.wrong("command", "a program and its arguments, as a list or a JSON array of texts");
    }

    static boolean executable(String program, Path folder) {
        if (program.contains("/") || program.contains(File.separator)) {
            return Files.isExecutable(folder.resolve(program));
        }
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(place -> !place.isEmpty())
                .map(Path::of)
                .anyMatch(place ->
                        Files.isExecutable(place.resolve(program)) || Files.exists(place.resolve(program + ".exe")));
    }

    @Override
    public String name() {
        return "command";
    }

    /**
     * Every example is fit. Of the first that has a right answer the program is asked once: one that cannot score even that would have
     * every answer score 0, whoever pays for them.
     */
    @Override
    public void check(Example example) {
        turn.lock();
        try {
            if (tried || example.expected().isBlank()) {
                return;
            }
            tried = true;
            String request = MAPPER.writeValueAsString(request(Answer.of(example, example.expected())));
            scores.put(request, replied(request, example.id()));
        } catch (ExternalProgram.FailedException failed) {
            throw new InvalidInputException(
                    "the command " + arguments + " cannot score the right answer of the example \"" + example.id()
                            + "\": it " + failed.getMessage(),
                    example.where(),
                    "its path or what it imports is wrong, or it needs a longer \"timeout\" to start.");
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Score score(Answer answer) {
        String request = MAPPER.writeValueAsString(request(answer));
        turn.lock();
        try {
            Score known = scores.get(request);
            if (known == null) {
                known = asked(request, answer.example().id());
                scores.put(request, known);
            }
            return known;
        } finally {
            turn.unlock();
        }
    }

    private static Map<String, Object> request(Answer answer) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("id", answer.example().id());
        request.put("inputs", answer.example().allInputs());
        request.put("expected", answer.example().expected());
        request.put("output", answer.text());
        request.put("columns", answer.example().columns());
        Map<String, Object> effort = new LinkedHashMap<>();
        effort.put("prompt_tokens", answer.effort().usage().prompt());
        effort.put("completion_tokens", answer.effort().usage().completion());
        effort.put("latency_seconds", answer.effort().latency().toNanos() / 1e9);
        effort.put("cost_usd", answer.effort().microDollars() / 1e6);
        request.put("effort", effort);
        return request;
    }

    private Score asked(String request, String id) {
        try {
            return replied(request, id);
        } catch (ExternalProgram.FailedException failed) {
            return new Score(0, "The command " + arguments + " " + failed.getMessage() + ".");
        }
    }

    /** @throws ExternalProgram.FailedException with the end of its error output */
    private Score replied(String request, String id) throws ExternalProgram.FailedException {
        ExternalProgram program = running;
        running = null;
        try {
            if (program == null || !program.ready()) {
                if (program != null) {
                    program.kill();
                }
                program = ExternalProgram.start(arguments, folder);
            }
            Score score = read(program.ask(request.getBytes(StandardCharsets.UTF_8), patience, !kept), id);
            if (kept) {
                running = program;
            } else {
                program.kill();
            }
            return score;
        } catch (ExternalProgram.FailedException failed) {
            String said = program == null ? "" : program.kill();
            if (failed instanceof ExternalProgram.StoppedException) {
                throw stopped(arguments);
            }
            throw said.isBlank()
                    ? failed
                    : new ExternalProgram.FailedException(
                            failed.getMessage() + ". Its error output ends: " + Quote.of(said));
        }
    }

    /** It has not failed, so that what goes on later asks it again. */
    static InvalidInputException stopped(List<String> arguments) {
        return new InvalidInputException(
                "the command " + arguments + " was stopped before it replied",
                Where.NOWHERE,
                "by Ctrl-C, or its thread was interrupted; what goes on from here asks it again.");
    }

    private static Score read(String line, String id) throws ExternalProgram.FailedException {
        JsonNode reply;
        try {
            reply = MAPPER.readTree(line);
        } catch (JacksonException noJson) {
            throw new ExternalProgram.FailedException("replied no JSON: " + Quote.of(line));
        }
        JsonNode value = reply.path("score");
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
            throw new ExternalProgram.FailedException("replied without a \"score\" from 0 to 1: " + Quote.of(line));
        }
        if (reply.has("id") && !reply.path("id").asString("").equals(id)) {
            throw new ExternalProgram.FailedException("replied for another id than \"" + id + "\": " + Quote.of(line));
        }
        String feedback = reply.path("feedback").asString("").strip();
        Map<String, Double> parts = new HashMap<>();
        for (Map.Entry<String, JsonNode> part : reply.path("parts").properties()) {
            if (part.getValue().isNumber() && Double.isFinite(part.getValue().doubleValue())) {
                parts.put(part.getKey(), part.getValue().doubleValue());
            }
        }
        return new Score(
                value.doubleValue(), feedback.isEmpty() ? "The command scores it " + value + "." : feedback, parts);
    }
}
