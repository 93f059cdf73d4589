package dev.emend.cli.call;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.model.ModelException;
import dev.emend.run.NoVerdictException;
import dev.emend.run.StrategyException;

/**
 * Work whose every reply is kept as it comes. Who stops it, or reads that a model cannot be used, is told so, and how to go on.
 *
 * @param goOn such as "the same command goes on from there"
 */
public record PaidWork(Console console, String goOn) {

    /** @param <E> what it throws besides */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {

        T done() throws E;
    }

    /** Work that the same command finds again. */
    public static PaidWork ofTheSameCommand(Console console) {
        return new PaidWork(console, "the same command goes on from there.");
    }

    /**
     * Tells that the budget ended before there was a verdict, and that the same command goes on.
     *
     * @return the exit status for it
     */
    public static int withoutVerdict(Console console, NoVerdictException ended) {
        console.err()
                .println(console.errStyle().bad("emend: ") + ended.getMessage() + "; spent "
                        + Amounts.spent(ended.spend())
                        + "\nMaybe give a larger --budget: the same command goes on from there.");
        return ExitStatus.NO_VERDICT;
    }

    /**
     * Where a model answers no request at all: to score its silence would be to measure nothing.
     *
     * @param why of the first request, a sentence
     */
    public static ModelException withoutAnswer(String model, String why) {
        return new ModelException(ModelException.Kind.DENIED, model + " answered no request. " + why);
    }

    /** @throws ModelException where a model cannot be used; its message says how to go on */
    public <T, E extends Exception> T in(Work<T, E> work) throws E {
        Thread farewell = new Thread(() -> console.err().println("\nemend: stopped. " + kept()));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            return work.done();
        } catch (ModelException unavailable) {
            throw new ModelException(unavailable.kind(), unavailable.getMessage() + "\n" + kept(), unavailable);
        } catch (StrategyException failed) {
            throw failed.adding("\nMaybe mend it. " + kept());
        } finally {
            takeBack(farewell);
        }
    }

    private static void takeBack(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException stopping) {
            // It is being said already.
        }
    }

    private String kept() {
        return "What was paid for is kept: " + goOn;
    }
}
