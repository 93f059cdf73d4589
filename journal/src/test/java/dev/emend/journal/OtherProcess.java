package dev.emend.journal;

import dev.emend.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A JVM that works on a workspace, and says on its standard output what it has done. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static OtherProcess start(String work, Path workspace, String argument) throws IOException {
        return new OtherProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        work,
                        workspace.toString(),
                        argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("the other process ended early");
        }
        return line;
    }

    /** Everything that it still said before its end. */
    List<String> rest() {
        return new ArrayList<>(output.lines().toList());
    }

    /** SIGKILL, on systems that have it. */
    void kill() throws InterruptedException {
        // By its handle: Process.destroyForcibly would throw away what it has already said.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        try (Workspace workspace = Workspace.open(Path.of(arguments[1]))) {
            switch (arguments[0]) {
                case "create" -> create(workspace, Integer.parseInt(arguments[2]));
                case "append" -> append(workspace, arguments[2]);
                case "hold" -> hold(workspace, arguments[2]);
                default -> throw new IllegalArgumentException(Arrays.toString(arguments));
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void create(Workspace workspace, int count) {
        for (int i = 0; i < count; i++) {
            say(workspace.create("shared", "{}"));
        }
    }

    private static void append(Workspace workspace, String run) {
        SqliteJournal journal = workspace.journal(run);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                int first = thread;
                threads.execute(() -> {
                    for (int i = first; ; i += 8) {
                        var call = Calls.call("question " + i, "answer " + i, i);
                        journal.append(call);
                        say(call.key());
                    }
                });
            }
        }
    }

    private static void hold(Workspace workspace, String run) {
        try (SqliteJournal journal = workspace.journal(run)) {
            say("held");
            System.in.read();
        } catch (InvalidInputException refused) {
            say("refused");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
