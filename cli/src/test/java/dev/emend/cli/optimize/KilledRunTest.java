package dev.emend.cli.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.Teams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment loses nothing that was paid for, and changes nothing in the result. */
class KilledRunTest {

    private static final int KILLS = 20;
    private static final int CALLS = 400;

    /** How many calls the model works on at once. */
    private static final int IN_FLIGHT = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final AnsweringServer server = new AnsweringServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aRunThatIsKilledTwentyTimesEndsLikeOneThatWasNot() throws Exception {
        Path whole = Files.createDirectories(folder.resolve("whole"));
        Teams.write(whole, server.model(), CALLS);
        assertThat(emend(whole, "whole", "optimize", "task.yaml", "--out", "best.prompty")
                        .waitFor())
                .isZero();
        int paid = server.bodies().size();
        assertThat(paid).isGreaterThan(2 * KILLS);

        Path torn = Files.createDirectories(folder.resolve("torn"));
        Teams.write(torn, server.model(), CALLS);
        server.forget();
        killTwentyTimes(torn, paid);
        assertThat(emend(torn, sitting(KILLS), "resume").waitFor()).isZero();

        for (int kill = 0; kill < KILLS; kill++) {
            assertThat(callsLostBy(sitting(kill)))
                    .as("calls of kill %d that were paid again", kill)
                    .isLessThanOrEqualTo(IN_FLIGHT);
        }
        assertThat(Files.readString(torn.resolve("best.prompty")))
                .isEqualTo(Files.readString(whole.resolve("best.prompty")));
        assertThat(withoutTime(result(torn))).isEqualTo(withoutTime(result(whole)));
        assertThat(report(torn)).isEqualTo(report(whole));
        assertThat(Set.copyOf(server.bodies())).hasSize(paid);
    }

    /** Starts the run and kills it while it waits for a random one of the calls that are still to be made, and so on. */
    private void killTwentyTimes(Path torn, int paid) throws Exception {
        Random random = new Random(20);
        AtomicReference<@Nullable Process> child = new AtomicReference<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int left = paid - Set.copyOf(server.bodies()).size();
            int last =
                    server.bodies().size() + 1 + random.nextInt(Math.max(1, Math.min(left, 2 * left / (KILLS - kill))));
            int delay = random.nextInt(4);
            server.onRequest(number -> {
                Process process = child.get();
                if (number >= last && process != null) {
                    pause(delay);
                    process.destroyForcibly();
                }
            });
            Process process = kill == 0
                    ? emend(torn, sitting(kill), "optimize", "task.yaml", "--out", "best.prompty")
                    : emend(torn, sitting(kill), "resume");
            child.set(process);
            assertThat(process.waitFor()).as("exit status of kill -9").isEqualTo(128 + 9);
            child.set(null);
        }
        server.onRequest(number -> {});
    }

    /** Sittings tell the server which they are by their key, since a request may be read after its sender is dead. */
    private static String sitting(int number) {
        return "sitting-" + number;
    }

    /** How many of the sitting's requests a later one made again: their answers had not reached the journal. */
    private long callsLostBy(String sitting) {
        Set<String> lost = new HashSet<>();
        Set<String> own = new HashSet<>();
        for (AnsweringServer.Received request : server.received()) {
            if (request.key().equals(sitting)) {
                own.add(request.body());
            } else if (number(request.key()) > number(sitting) && own.contains(request.body())) {
                lost.add(request.body());
            }
        }
        return lost.size();
    }

    private static int number(String sitting) {
        return Integer.parseInt(sitting.substring(sitting.indexOf('-') + 1));
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Process emend(Path folder, String key, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.emend.cli.Emend"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--quiet", "--parallel", Integer.toString(IN_FLIGHT)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OPENAI_COMPATIBLE_API_KEY", key);
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.log").toFile()))
                .start();
    }

    private static String result(Path folder) throws IOException {
        return Files.readString(folder.resolve(".emend/runs/teams-1/result.json"))
                .replace(folder.toString(), "");
    }

    private static String report(Path folder) throws IOException {
        return Files.readString(folder.resolve(".emend/runs/teams-1/report.html"))
                .replaceAll("(?s)(data-clock[^>]*>)[^<]*", "$1");
    }

    private static String withoutTime(String json) {
        return json.replaceAll("(\"seconds\":)[0-9.]+", "$10");
    }
}
