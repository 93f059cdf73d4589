package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.cli.call.Answering;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.console.Printable;
import dev.emend.cli.option.Choice;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Version;
import dev.emend.model.ModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a failure in one or two lines, and gives each kind its exit status. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        Optional<InvalidInputException> choice = Choice.refused(wrong);
        if (choice.isPresent()) {
            tell(String.valueOf(choice.get().getMessage()));
            return ExitStatus.WRONG_INPUT;
        }
        tell(String.valueOf(wrong.getMessage()));
        StringWriter suggestions = new StringWriter();
        PrintWriter writer = new PrintWriter(suggestions);
        boolean suggested = UnmatchedArgumentException.printSuggestions(wrong, writer);
        writer.flush();
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        console.err()
                .println(
                        suggested && !suggestions.toString().isBlank()
                                ? suggestions.toString().strip().replace("Did you mean", "Maybe you mean")
                                : "Maybe \"" + command + " --help\" helps.");
        return ExitStatus.WRONG_INPUT;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof InvalidInputException wrong) {
            tell(String.valueOf(wrong.getMessage()));
            return ExitStatus.WRONG_INPUT;
        }
        if (failure instanceof ModelException unavailable) {
            tell(String.valueOf(unavailable.getMessage()));
            return ExitStatus.MODEL_UNAVAILABLE;
        }
        if (failure instanceof Answering.NotEnough ended) {
            tell(String.valueOf(ended.getMessage()));
            return ExitStatus.NO_VERDICT;
        }
        tell("something went wrong that should not: " + Printable.line(failure.toString()));
        Path log = log(failure, arguments);
        if (log != null) {
            console.err().println("Maybe report it, with " + Console.shown(log) + ", which says where it happened.");
        }
        return ExitStatus.UNEXPECTED;
    }

    private void tell(String message) {
        console.err().println(console.errStyle().bad("emend: ") + Printable.text(message));
    }

    /** Null where not even a log can be written. */
    private static @Nullable Path log(Exception failure, ParseResult arguments) {
        ParseResult own = arguments;
        while (own.hasSubcommand()) {
            own = own.subcommand();
        }
        Path workspace = own.matchedOptionValue("--workspace", WorkspaceOption.DEFAULT);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Path folder = Files.createDirectories(workspace.resolve("failures"));
            Path log = folder.resolve("failure-" + ProcessHandle.current().pid() + ".log");
            return Files.writeString(log, "emend " + Version.current() + "\n" + withoutKeys(trace.toString()));
        } catch (IOException unwritable) {
            return null;
        }
    }

    /** A trace can quote what a provider's library had in hand. */
    private static String withoutKeys(String trace) {
        String clean = trace;
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (variable.getKey().matches(".*(KEY|TOKEN|SECRET|PASSWORD).*")
                    && variable.getValue().length() >= 6) {
                clean = clean.replace(variable.getValue(), "***");
            }
        }
        return clean;
    }
}
