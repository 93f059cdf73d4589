package dev.emend.scoring.user;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.metric.Quote;
import dev.emend.program.Tool;
import dev.emend.program.ToolFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
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

    private final List<String> arguments;
    private final Path folder;
    private final Duration patience;
    private final String identity;

    CommandTool(List<String> arguments, Path folder, Duration patience) {
        if (arguments.isEmpty() || !Command.executable(arguments.getFirst(), folder)) {
            throw new InvalidInputException(
                    "the tool cannot run " + arguments + ": there is no such program",
                    Where.NOWHERE,
                    "its path starts elsewhere than in " + folder + ", or the file is not executable.");
        }
        this.arguments = List.copyOf(arguments);
        this.folder = folder;
        this.patience = patience;
        this.identity = identity(this.arguments, folder.toAbsolutePath().normalize(), patience);
    }

    /** The same command line is another program in another folder, or after one of its files has changed; with more time, it may succeed. */
    private static String identity(List<String> arguments, Path folder, Duration patience) {
        Fingerprint print = Fingerprint.of("command")
                .add(folder.toString())
                .add(patience.toMillis())
                .add(arguments.size());
        for (String argument : arguments) {
            print.add(argument).add(content(argument, folder));
        }
        return print.hex();
    }

    /** A digest of the file that the argument names; empty where it names none. */
    private static String content(String argument, Path folder) {
        try {
            Path file = folder.resolve(argument);
            if (!Files.isRegularFile(file)) {
                return "";
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (InvalidPathException noPath) {
            return "";
        } catch (IOException unreadable) {
            throw new InvalidInputException(
                    "the tool's file \"" + argument + "\" cannot be read: " + unreadable.getMessage(),
                    Where.NOWHERE,
                    "you may not read it.");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String use(Map<String, String> inputs) {
        byte[] request = MAPPER.writeValueAsString(new TreeMap<>(inputs)).getBytes(StandardCharsets.UTF_8);
        try {
            ExternalProgram program = ExternalProgram.start(arguments, folder);
            try {
                return read(program.ask(request, patience, true));
            } catch (ExternalProgram.FailedException failed) {
                String said = program.kill();
                throw said.isBlank() || failed instanceof ExternalProgram.StoppedException
                        ? failed
                        : new ExternalProgram.FailedException(
                                failed.getMessage() + "; its error output ends: " + Quote.of(said));
            } finally {
                program.kill();
            }
        } catch (ExternalProgram.StoppedException stopped) {
            throw Command.stopped(arguments);
        } catch (ExternalProgram.FailedException failed) {
            throw new ToolFailedException("the command " + arguments + " " + failed.getMessage());
        }
    }

    private static String read(String line) throws ExternalProgram.FailedException {
        JsonNode reply;
        try {
            reply = MAPPER.readTree(line);
        } catch (JacksonException noJson) {
            throw new ExternalProgram.FailedException("replied no JSON: " + Quote.of(line));
        }
        if (reply.path("error").isString()) {
            throw new ExternalProgram.FailedException(
                    "says: " + Quote.of(reply.path("error").stringValue()));
        }
        JsonNode output = reply.path("output");
        if (output.isMissingNode() || output.isNull()) {
            throw new ExternalProgram.FailedException("replied without an \"output\": " + Quote.of(line));
        }
        return output.isString() ? output.stringValue() : output.toString();
    }

    @Override
    public String identity() {
        return identity;
    }
}
