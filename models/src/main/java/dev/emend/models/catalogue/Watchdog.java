package dev.emend.models.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream from which nothing came for a while, so that whoever waits in a read of it goes on. */
final class Watchdog implements AutoCloseable {

    private final Thread thread;
    private volatile long moved = System.nanoTime();

    Watchdog(InputStream stream, Duration patience) {
        this.thread = Thread.ofVirtual().start(() -> watch(stream, patience));
    }

    /** Something came. */
    void moved() {
        moved = System.nanoTime();
    }

    private void watch(InputStream stream, Duration patience) {
        try {
            for (Duration idle = Duration.ZERO; idle.compareTo(patience) < 0; idle = idle()) {
                Thread.sleep(patience.minus(idle));
            }
            stream.close();
        } catch (InterruptedException done) {
            // Nobody reads any more.
        } catch (IOException alreadyBroken) {
            // Then its reader knows.
        }
    }

    private Duration idle() {
        return Duration.ofNanos(System.nanoTime() - moved);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
