package dev.emend.scoring.user;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A running external program that answers lines with lines. For one caller at a time. Killed when the JVM ends. */
final class ExternalProgram {

    private static final int LONGEST_LINE = 1_000_000;
    private static final int LONGEST_ERROR = 4_000;

    private static final Pattern SECRET =
            Pattern.compile(".*(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL).*", Pattern.CASE_INSENSITIVE);

    /** The status of a program that Ctrl-C has ended: a terminal sends it to all that run in it. */
    private static final int INTERRUPTED = 128 + 2;

    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ExternalProgram::endAll, "end of the user's commands"));
    }

    /** What went wrong, as the end of a sentence that begins with the command. */
    static class FailedException extends Exception {

        private static final long serialVersionUID = 1L;

        FailedException(String what) {
            super(what);
        }
    }

    /** It was stopped, or the thread that asked it, which says nothing about what it was asked. */
    static final class StoppedException extends FailedException {

        private static final long serialVersionUID = 1L;

        private StoppedException() {
            super("was stopped");
        }
    }

    private final Process process;
    private final StringBuffer error = new StringBuffer();

    private ExternalProgram(Process process) {
        this.process = process;
        ALIVE.add(process);
        daemon(this::keepError);
    }

    /** Without a shell, and without what looks like a secret in the environment. */
    static ExternalProgram start(List<String> arguments, Path folder) throws FailedException {
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> SECRET.matcher(name).matches());
        try {
            return new ExternalProgram(builder.start());
        } catch (IOException impossible) {
            throw new FailedException("could not be started: " + impossible.getMessage());
        }
    }

    /** Whether it runs and has written nothing that it was not asked for. */
    boolean ready() {
        try {
            return process.isAlive() && process.getInputStream().available() == 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /**
     * @param last whether its input ends with this request
     * @throws StoppedException where it was stopped together with Emend, or this thread is interrupted
     */
    String ask(byte[] request, Duration patience, boolean last) throws FailedException {
        CompletableFuture<String> reply = new CompletableFuture<>();
        daemon(() -> {
            try {
                reply.complete(exchange(request, last));
            } catch (IOException | FailedException failed) {
                reply.completeExceptionally(failed);
            }
        });
        try {
            return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new FailedException("did not reply within " + seconds(patience) + " s and was stopped");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof FailedException known ? known : ended();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }

    private String exchange(byte[] request, boolean last) throws IOException, FailedException {
        OutputStream in = process.getOutputStream();
        try {
            in.write(request);
            in.write('\n');
            in.flush();
            if (last) {
                in.close();
            }
        } catch (IOException unread) {
            // It may have replied without reading everything; what it wrote decides.
            if (process.getInputStream().available() == 0) {
                throw unread;
            }
        }
        return line(process.getInputStream());
    }

    private String line(InputStream out) throws IOException, FailedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = out.read(); next != '\n'; next = out.read()) {
            if (next < 0) {
                throw ended();
            }
            if (line.size() == LONGEST_LINE) {
                throw new FailedException("wrote a line of more than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private FailedException ended() {
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                return new FailedException("closed its output without a reply");
            }
            return ending || process.exitValue() == INTERRUPTED
                    ? new StoppedException()
                    : new FailedException("ended with status " + process.exitValue() + " without a reply");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new StoppedException();
        }
    }

    /** Ends it with all that it started. Returns the end of its error output. */
    String kill() {
        end(process);
        ALIVE.remove(process);
        return error.toString().strip();
    }

    private static void endAll() {
        ending = true;
        ALIVE.forEach(ExternalProgram::end);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void keepError() {
        byte[] block = new byte[1024];
        try (InputStream from = process.getErrorStream()) {
            for (int read = from.read(block); read >= 0; read = from.read(block)) {
                error.append(new String(block, 0, read, StandardCharsets.UTF_8));
                if (error.length() > LONGEST_ERROR) {
                    error.delete(0, error.length() - LONGEST_ERROR);
                }
            }
        } catch (IOException ended) {
            // It was stopped; what it had said until then is kept.
        }
    }

    private static void daemon(Runnable work) {
        Thread.ofPlatform().daemon().name("the user's command").start(work);
    }

    private static String seconds(Duration patience) {
        return patience.toMillis() % 1000 == 0 ? "" + patience.toSeconds() : "" + patience.toMillis() / 1000.0;
    }
}
