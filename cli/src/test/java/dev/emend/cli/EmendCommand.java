package dev.emend.cli;

import dev.emend.cli.console.Console;
import dev.emend.cli.console.Style;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import picocli.CommandLine;

/**
 * Runs {@code emend} in this JVM.
 *
 * @param status its exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record EmendCommand(int status, String out, String err) {

    public static EmendCommand run(String... arguments) {
        return answering("", arguments);
    }

    /** @param answers what a person types, line by line; empty where there is no person */
    public static EmendCommand answering(String answers, String... arguments) {
        return execute(answers, line -> {}, arguments);
    }

    /** @param command beside those that there are */
    static EmendCommand with(Object command, String... arguments) {
        return execute("", line -> line.addSubcommand(command), arguments);
    }

    private static EmendCommand execute(String answers, Consumer<CommandLine> change, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                false,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader(answers)),
                0,
                !answers.isEmpty(),
                Style.PLAIN,
                Style.PLAIN);
        CommandLine line = Emend.commandLine(console);
        change.accept(line);
        int status = line.execute(arguments);
        return new EmendCommand(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
