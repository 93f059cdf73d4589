package dev.emend.scoring.user;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.metric.Quote;
import dev.emend.program.Tool;
import dev.emend.program.ToolFailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program of the user's that reads one JSON object with the variables from its input, and writes one line with the result: a
 * JSON object with the key {@code output}, or {@code error}. It is started anew for each inputs, without what looks like a secret
 * in its environment.
 */
final class CommandTool implements Tool {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> arguments;
    private final Path folder;

    CommandTool(List<String> arguments, Path folder) {
        if (arguments.isEmpty() || !Command.executable(arguments.getFirst(), folder)) {
            throw new InvalidInputException(
                    "the tool cannot run " + arguments + ": there is no such program",
                    Where.NOWHERE,
                    "its path starts elsewhere than in " + folder + ", or the file is not executable.");
        }
        this.arguments = List.copyOf(arguments);
        this.folder = folder;
    }

    @Override
    public String use(Map<String, String> inputs) {
        byte[] request = MAPPER.writeValueAsString(new TreeMap<>(inputs)).getBytes(StandardCharsets.UTF_8);
        try {
            Program program = Program.start(arguments, folder);
            try {
                return read(program.ask(request, PATIENCE, true));
            } finally {
                program.kill();
            }
        } catch (Program.FailedException failed) {
            throw new ToolFailedException("the command " + arguments + " " + failed.getMessage());
        }
    }

    private static String read(String line) throws Program.FailedException {
        JsonNode reply;
        try {
            reply = MAPPER.readTree(line);
        } catch (JacksonException noJson) {
            throw new Program.FailedException("replied no JSON: " + Quote.of(line));
        }
        if (reply.path("error").isString()) {
            throw new Program.FailedException(
                    "says: " + Quote.of(reply.path("error").stringValue()));
        }
        JsonNode output = reply.path("output");
        if (output.isMissingNode() || output.isNull()) {
            throw new Program.FailedException("replied without an \"output\": " + Quote.of(line));
        }
        return output.isString() ? output.stringValue() : output.toString();
    }

    @Override
    public String identity() {
        return String.join("\n", arguments);
    }
}
