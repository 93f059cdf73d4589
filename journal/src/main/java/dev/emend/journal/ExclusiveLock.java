package dev.emend.journal;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A lock on a file that one holder on this machine has at a time. The operating system releases it when the process ends,
 * however it ends. The file stays: to delete it would let two holders lock two files of the same name.
 */
final class ExclusiveLock implements AutoCloseable {

    // On POSIX systems, closing any channel of a file drops the process's locks on it. So whoever holds a lock in this
    // process must be known before a second channel is opened.
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private ExclusiveLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The lock; empty where it is held, in this process or another. */
    static Optional<ExclusiveLock> tryAcquire(Path path) {
        Path file = path.toAbsolutePath().normalize();
        synchronized (HELD) {
            if (!HELD.add(file)) {
                return Optional.empty();
            }
            Optional<ExclusiveLock> lock = Optional.empty();
            try {
                lock = lockFile(file);
                return lock;
            } finally {
                if (lock.isEmpty()) {
                    HELD.remove(file);
                }
            }
        }
    }

    private static Optional<ExclusiveLock> lockFile(Path file) {
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return Optional.of(new ExclusiveLock(file, channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException failure) {
            throw new InvalidInputException(
                    "the file cannot be locked: " + failure.getMessage(),
                    Where.file(file.toString()),
                    "the directory belongs to another user.");
        }
    }

    /** Waits for the lock; for work that takes moments. */
    static ExclusiveLock await(Path file) {
        while (true) {
            Optional<ExclusiveLock> lock = tryAcquire(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InvalidInputException(
                        "interrupted while waiting for a lock", Where.file(file.toString()), "");
            }
        }
    }

    @Override
    public void close() {
        synchronized (HELD) {
            if (channel.isOpen()) {
                try {
                    channel.close();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                } finally {
                    HELD.remove(file);
                }
            }
        }
    }
}
