package dev.emend.benchmarks;

import dev.emend.InvalidInputException;
import dev.emend.cli.console.ExitStatus;
import dev.emend.model.ModelException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Makes a program of a measurement. What is wrong with its input, or with a model, it tells in a line or two. */
public final class Benchmark {

    private Benchmark() {}

    /** @param measurement with picocli's annotations */
    public static CommandLine of(Callable<Integer> measurement) {
        return new CommandLine(measurement).setExecutionExceptionHandler(Benchmark::told);
    }

    /** A measurement that takes its arguments by their order. */
    @FunctionalInterface
    public interface Measurement {

        void done() throws Exception;
    }

    /**
     * Runs one to its end, or says in a line or two why it cannot be.
     *
     * @param usage such as {@code "NoHarm RESULTS.jsonl"}
     * @param least how many arguments it needs
     */
    public static void run(String usage, int least, String[] args, Measurement measurement) {
        int status = status(usage, least, args, measurement);
        if (status != ExitStatus.DONE) {
            System.exit(status);
        }
    }

    static int status(String usage, int least, String[] args, Measurement measurement) {
        boolean asksForHelp = List.of(args).contains("--help");
        if (args.length < least || asksForHelp) {
            (asksForHelp ? System.out : System.err).println("Usage: benchmarks/run " + usage);
            return asksForHelp ? ExitStatus.DONE : ExitStatus.WRONG_INPUT;
        }
        try {
            measurement.done();
            return ExitStatus.DONE;
        } catch (InvalidInputException | ModelException known) {
            System.err.println(known.getMessage());
            return status(known);
        } catch (NumberFormatException noNumber) {
            System.err.println("a number is expected: " + noNumber.getMessage() + "\nUsage: benchmarks/run " + usage);
            return ExitStatus.WRONG_INPUT;
        } catch (NoSuchFileException missing) {
            System.err.println("there is no file \"" + missing.getFile() + "\"\nUsage: benchmarks/run " + usage);
            return ExitStatus.WRONG_INPUT;
        } catch (RuntimeException unexpected) {
            throw unexpected;
        } catch (Exception failed) {
            System.err.println(failed);
            return ExitStatus.UNEXPECTED;
        }
    }

    private static int told(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        if (!(failure instanceof InvalidInputException || failure instanceof ModelException)) {
            throw failure;
        }
        command.getErr().println(failure.getMessage());
        return status(failure);
    }

    private static int status(Exception known) {
        return known instanceof ModelException ? ExitStatus.MODEL_UNAVAILABLE : ExitStatus.WRONG_INPUT;
    }
}
