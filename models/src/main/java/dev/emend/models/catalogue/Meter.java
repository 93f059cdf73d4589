package dev.emend.models.catalogue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Counts the bytes of one pull and tells its listener, at most five times a second. */
final class Meter {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

    private final CatalogueEntry entry;
    private final PullListener listener;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long done;

    Meter(CatalogueEntry entry, PullListener listener) {
        this.entry = entry;
        this.listener = listener;
    }

    /** Starts to count from what is here already, which says nothing about the rate. */
    void startAt(long bytes) {
        done = bytes;
        marks.clear();
        report(System.nanoTime());
    }

    void reached(long bytes) {
        done = bytes;
        long now = System.nanoTime();
        Mark last = marks.peekLast();
        if (last == null || now - last.nanos >= PAUSE) {
            report(now);
        }
    }

    void finish() {
        report(System.nanoTime());
    }

    private void report(long now) {
        marks.addLast(new Mark(now, done));
        while (now - marks.getFirst().nanos > WINDOW) {
            marks.removeFirst();
        }
        Mark first = marks.getFirst();
        double seconds = (now - first.nanos) / 1e9;
        long rate = seconds < 0.1 ? 0 : (long) ((done - first.bytes) / seconds);
        listener.progressed(new PullListener.Progress(entry, done, rate));
    }

    private record Mark(long nanos, long bytes) {}
}
