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
import dev.emend.run.StrategyException;
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
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a failure in one or two lines, and gives each kind its exit status. */
final class Failures implements IExecutionStrategy, IExecutionExceptionHandler, IParameterExceptionHandler {

    private static final RunLast LAST = new RunLast();

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    /** Runs the command. An error, such as a stack that is too deep, is no exception to picocli and would end in a bare trace. */
    @Override
    public int execute(ParseResult arguments) {
        try {
            return told(LAST.execute(arguments));
        } catch (Error failure) {
            return unexpected(failure, arguments);
        }
    }

    /** What did not reach its file whole is not done. Who closes a pipe has seen enough. */
    private int told(int status) {
        if (console.piped() || !console.out().checkError()) {
            return status;
        }
        tell("standard output cannot be written, and what is there is not whole"
                + "\nMaybe the disk is full. Nothing that was paid for is lost.");
        return status == ExitStatus.DONE ? ExitStatus.WRONG_INPUT : status;
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
        if (failure instanceof StrategyException failed) {
            tell(String.valueOf(failed.getMessage()));
            return ExitStatus.WRONG_INPUT;
        }
        if (failure instanceof Answering.NotEnough ended) {
            tell(String.valueOf(ended.getMessage()));
            return ExitStatus.NO_VERDICT;
        }
        return unexpected(failure, arguments);
    }

    private int unexpected(Throwable failure, ParseResult arguments) {
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
    private static @Nullable Path log(Throwable failure, ParseResult arguments) {
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
