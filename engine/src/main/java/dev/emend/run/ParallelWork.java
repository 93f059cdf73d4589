package dev.emend.run;

import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Work between two batches that needs no model, such as that of tools: side by side, in as many pieces at once as there are processors,
 * so that none waits for another until it is too slow. Its time counts as the task model's. For one thread.
 */
final class ParallelWork {

    private static final int MOST = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final WorkTime time;

    ParallelWork(WorkTime time) {
        this.time = time;
    }

    /**
     * Blocks until all is done. One piece alone is done by the caller's thread.
     *
     * @return in the order of the pieces
     * @throws ModelException where the thread is interrupted
     */
    <T> List<T> done(List<Supplier<T>> pieces) {
        time.begin();
        try {
            return pieces.size() < 2 ? pieces.stream().map(Supplier::get).toList() : together(pieces);
        } finally {
            time.end(Purpose.TASK);
        }
    }

    private static <T> List<T> together(List<Supplier<T>> pieces) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(MOST, Thread.ofVirtual().factory())) {
            List<Future<T>> going =
                    pieces.stream().map(piece -> threads.submit(piece::get)).toList();
            try {
                List<T> done = new ArrayList<>();
                for (Future<T> one : going) {
                    done.add(one.get());
                }
                return done;
            } catch (ExecutionException failed) {
                threads.shutdownNow();
                throw failed.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException(failed.getCause());
            } catch (InterruptedException interrupted) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new ModelException(
                        ModelException.Kind.UNAVAILABLE, "interrupted while tools were at work", interrupted);
            }
        }
    }
}
