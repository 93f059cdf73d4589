package dev.emend.models.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Fetches a file from a model hub over HTTP, going on where an earlier attempt stopped. */
final class HubDownload {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration FIRST_BYTE = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 4;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final String base;
    private final Duration stall;

    /**
     * @param base the hub's address, without a slash at its end
     * @param stall after which a transfer that stands still is given up
     */
    HubDownload(String base, Duration stall) {
        this.base = base;
        this.stall = stall;
    }

    /** Completes {@code file}, which may hold a first part of the bytes, or all of them. */
    void fetch(Source.Hub source, CatalogueEntry entry, Path file, Meter meter)
            throws SourceFailedException, IOException {
        if (size(file) == entry.bytes()) {
            return;
        }
        URI address = URI.create(base + "/" + source.path());
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            String broken = "";
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long before = size(file);
                try {
                    receive(client, address, entry, file, meter);
                } catch (ConnectException | HttpTimeoutException e) {
                    throw new SourceFailedException("it cannot be reached, or does not answer", e);
                } catch (IOException e) {
                    broken = ": " + e.getMessage();
                }
                if (size(file) >= entry.bytes()) {
                    return;
                }
                if (size(file) > before) {
                    attempt = -1; // It goes forward, only in pieces.
                }
            }
            throw new SourceFailedException(
                    "the transfer ended after " + size(file) + " of " + entry.bytes() + " bytes" + broken);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private void receive(HttpClient client, URI address, CatalogueEntry entry, Path file, Meter meter)
            throws SourceFailedException, IOException {
        long have = size(file);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(FIRST_BYTE);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailedException("interrupted", e);
        }
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case OK -> append(body, entry, file, 0, meter);
                case PARTIAL -> append(body, entry, file, have, meter);
                case RANGE_NOT_SATISFIABLE -> Files.deleteIfExists(file);
                default -> throw new SourceFailedException("it answered with status " + response.statusCode());
            }
        }
    }

    /** Writes at most the bytes that the entry has, so that a wrong source cannot fill the disk. */
    private void append(InputStream body, CatalogueEntry entry, Path file, long from, Meter meter)
            throws SourceFailedException, IOException {
        meter.startAt(from);
        StandardOpenOption start = from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
        byte[] buffer = new byte[1 << 16];
        long done = from;
        try (Watchdog watchdog = new Watchdog(body, stall);
                OutputStream out =
                        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, start)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                if (done + read > entry.bytes()) {
                    throw new SourceFailedException("its file is larger than " + entry.bytes() + " bytes");
                }
                out.write(buffer, 0, read);
                done += read;
                watchdog.moved();
                meter.reached(done);
            }
        }
    }
}
