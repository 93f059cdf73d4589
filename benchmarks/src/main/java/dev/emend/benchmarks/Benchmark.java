package dev.emend.benchmarks;

import dev.emend.InvalidInputException;
import dev.emend.cli.console.ExitStatus;
import dev.emend.model.ModelException;
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

    private static int told(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        if (!(failure instanceof InvalidInputException || failure instanceof ModelException)) {
            throw failure;
        }
        command.getErr().println(failure.getMessage());
        return failure instanceof ModelException ? ExitStatus.MODEL_UNAVAILABLE : ExitStatus.WRONG_INPUT;
    }
}
