package dev.emend.models.embedded;

import dev.emend.model.ModelException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Works on several requests at once, in the order in which they came, on one thread of its own.
 *
 * <p>Reading a prompt is nearly all of the cost of a short call and gains little from large batches; writing a token
 * alone is bound by memory and costs almost as much as two read ones. So each batch holds one token of every answer that is
 * being written, and beside them as much of the waiting prompts as fits. A request whose prompt begins like one that is
 * being read waits until that is done, and then shares its cells: no prefix is read twice.
 *
 * <p>Safe for use by many threads.
 */
final class Scheduler {

    /** Shared tokens that are worth a wait. */
    private static final int WORTH_WAITING = 8;

    /** A batch that reads long prompts on a busy machine takes some seconds, and cannot be ended from outside. */
    private static final long END_OF_JVM_MILLIS = 15_000;

    private final Decoder decoder;
    private final PrefixCache cache;
    private final int parallel;
    private final float[] logits;
    private final List<Generation> active = new ArrayList<>();
    private final Thread thread;
    private final Thread atExit;

    /** Guarded by itself, as {@link #ended}. */
    private final List<Generation> waiting = new ArrayList<>();

    private @Nullable ModelException ended;

    Scheduler(Decoder decoder, int parallel, int keepableCells) {
        this.decoder = decoder;
        this.parallel = parallel;
        this.cache = new PrefixCache(decoder, keepableCells);
        this.logits = new float[decoder.vocabulary()];
        this.thread = new Thread(this::run, "emend-llama");
        thread.setDaemon(true);
        thread.start();
        // Native code that still computes while the process takes its libraries down would crash it.
        this.atExit = new Thread(() -> end("the program is ending", END_OF_JVM_MILLIS), "emend-llama-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    void submit(Generation generation) {
        synchronized (waiting) {
            if (ended != null) {
                generation.close();
            }
            requireWork();
            waiting.add(generation);
            waiting.notifyAll();
        }
    }

    /** Whether it takes no more work, because it was closed or has failed. */
    boolean hasEnded() {
        synchronized (waiting) {
            return ended != null;
        }
    }

    /** @throws ModelException where it takes no more work, with the reason */
    void requireWork() {
        synchronized (waiting) {
            if (ended != null) {
                throw new ModelException(ended.kind(), String.valueOf(ended.getMessage()), ended);
            }
        }
    }

    /** Ends all work. Requests not yet answered fail. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
        end("the model was closed", 0);
    }

    private void end(String why, long patienceMillis) {
        synchronized (waiting) {
            if (ended == null) {
                ended = new ModelException(ModelException.Kind.UNAVAILABLE, why);
            }
            waiting.notifyAll();
        }
        try {
            thread.join(patienceMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (admit()) {
                step();
            }
        } catch (ModelException e) {
            synchronized (waiting) {
                ended = e;
            }
        } catch (RuntimeException | Error e) {
            synchronized (waiting) {
                ended = new ModelException(ModelException.Kind.UNAVAILABLE, "the embedded model failed: " + e, e);
            }
        } finally {
            failAll();
            decoder.close();
        }
    }

    private void failAll() {
        List<Generation> left = new ArrayList<>(active);
        ModelException why;
        synchronized (waiting) {
            left.addAll(waiting);
            waiting.clear();
            why = ended;
        }
        for (Generation generation : left) {
            generation.close();
            if (why != null) {
                generation.completion.completeExceptionally(why);
            }
        }
    }

    /** Waits for work and starts what can be started. Returns false once closed. */
    private boolean admit() throws ModelException {
        synchronized (waiting) {
            while (ended == null && active.isEmpty() && waiting.isEmpty()) {
                try {
                    waiting.wait();
                } catch (InterruptedException e) {
                    ended = new ModelException(ModelException.Kind.UNAVAILABLE, "the model was interrupted", e);
                }
            }
            if (ended != null) {
                return false;
            }
            Iterator<Generation> queue = waiting.iterator();
            while (queue.hasNext() && active.size() < parallel) {
                Generation next = queue.next();
                if (next.cancelled) {
                    queue.remove();
                    next.close();
                } else if (!waitsForPrefix(next)) {
                    if (!fits(next) && active.isEmpty()) {
                        cache.compact();
                    }
                    if (!fits(next)) {
                        break; // Nobody overtakes, so the answers at work end, and then there is room.
                    }
                    queue.remove();
                    next.start(cache.open(next.prompt));
                    active.add(next);
                }
            }
            return true;
        }
    }

    private boolean waitsForPrefix(Generation next) {
        int known = cache.known(next.prompt);
        for (Generation other : active) {
            if (other.reading() && other.common(next.prompt) >= known + WORTH_WAITING) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(Generation next) {
        int promised = 0;
        for (Generation other : active) {
            promised += other.mostCells() - other.sequence().length();
        }
        return next.mostCells() - cache.known(next.prompt) + promised <= cache.free();
    }

    private void step() {
        List<Row> rows = new ArrayList<>();
        for (Generation generation : active) {
            if (!generation.reading()) {
                rows.add(new Row(generation, generation.sequence().length(), true));
            }
        }
        for (Generation generation : active) {
            int position = generation.sequence().length();
            while (position < generation.prompt.length && rows.size() < decoder.batchLimit()) {
                rows.add(new Row(generation, position, position == generation.prompt.length - 1));
                position++;
            }
        }
        if (!rows.isEmpty()) {
            decode(rows);
        }
        retire();
    }

    private void decode(List<Row> rows) {
        decoder.decode(batch(rows));
        for (Row row : rows) {
            cache.append(row.generation.sequence(), row.token());
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).wanted) {
                decoder.logits(i, logits);
                rows.get(i).generation.draw(logits);
            }
        }
    }

    private static Decoder.Batch batch(List<Row> rows) {
        int size = rows.size();
        Decoder.Batch batch = new Decoder.Batch(new int[size], new int[size], new int[size], new boolean[size], size);
        for (int i = 0; i < size; i++) {
            Row row = rows.get(i);
            batch.tokens()[i] = row.token();
            batch.positions()[i] = row.position;
            batch.sequences()[i] = row.generation.sequence().id;
            batch.wanted()[i] = row.wanted;
        }
        return batch;
    }

    private void retire() {
        Iterator<Generation> all = active.iterator();
        while (all.hasNext()) {
            Generation generation = all.next();
            if (generation.completion.isDone() || generation.cancelled) {
                all.remove();
                generation.close();
            }
        }
    }

    private record Row(Generation generation, int position, boolean wanted) {
        int token() {
            return generation.tokenAt(position);
        }
    }
}
