package dev.emend.run;

import dev.emend.model.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work between two batches that needs no model, such as that of tools: side by side, in as many pieces at once as there are processors,
 * so that none waits for another until it is too slow. For one thread, save that any may ask whether it {@link #isCalledOff}.
 */
final class ParallelWork {

    private static final int MOST = Math.max(2, Runtime.getRuntime().availableProcessors());

    private volatile boolean calledOff;

    /** Whether the thread that waits for the work was interrupted: what comes of a piece from then on says nothing. */
    boolean isCalledOff() {
        return calledOff;
    }

    /**
     * Blocks until all is done. One piece alone is done by the caller's thread. Where a piece fails, those that have begun are done to
     * their end, and no other begins.
     *
     * @return in the order of the pieces
     * @throws RuntimeException of the first piece that failed
     * @throws Error where a piece throws one
     * @throws ModelException where the thread is interrupted
     */
    <T> List<T> done(List<Supplier<T>> pieces) {
        calledOff = false;
        return pieces.size() < 2 ? pieces.stream().map(Supplier::get).toList() : together(pieces);
    }

    private <T> List<T> together(List<Supplier<T>> pieces) {
        AtomicBoolean failing = new AtomicBoolean();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(MOST, Thread.ofVirtual().factory())) {
            List<Future<Optional<T>>> going = pieces.stream()
                    .map(piece -> threads.submit(() -> begun(piece, failing)))
                    .toList();
            try {
                return results(going);
            } catch (InterruptedException interrupted) {
                calledOff = true;
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new ModelException(
                        ModelException.Kind.UNAVAILABLE, "interrupted while tools were at work", interrupted);
            }
        }
    }

    /** Nothing where another piece has failed before. */
    private static <T> Optional<T> begun(Supplier<T> piece, AtomicBoolean failing) {
        if (failing.get()) {
            return Optional.empty();
        }
        try {
            return Optional.of(piece.get());
        } catch (RuntimeException | Error failed) {
            failing.set(true);
            throw failed;
        }
    }

    private static <T> List<T> results(List<Future<Optional<T>>> going) throws InterruptedException {
        List<T> results = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (Future<Optional<T>> one : going) {
            try {
                one.get().ifPresent(results::add);
            } catch (ExecutionException failed) {
                failures.add(cause(failed.getCause()));
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return results;
    }

    /**
     * What a piece of work threw, as its caller would have seen it.
     *
     * @throws Error where it is one
     */
    static RuntimeException cause(@Nullable Throwable thrown) {
        if (thrown instanceof Error fatal) {
            throw fatal;
        }
        return thrown instanceof RuntimeException failed ? failed : new IllegalStateException(thrown);
    }
}
