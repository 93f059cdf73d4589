package dev.emend.cli.console;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a command reads and writes.
 *
 * @param out results
 * @param piped whether a program reads {@code out}, which may close it when it has seen enough, as {@code head} does
 * @param err everything else
 * @param in answers to questions
 * @param width columns of the terminal behind {@code err}, or 0 where it is none
 * @param questions whether a person can be asked
 * @param outStyle how {@code out} is coloured
 * @param errStyle how {@code err} is coloured
 */
public record Console(
        PrintStream out,
        boolean piped,
        PrintStream err,
        BufferedReader in,
        int width,
        boolean questions,
        Style outStyle,
        Style errStyle) {

    /** The launcher looks what is a terminal and what a pipe, since a JVM cannot tell it for one stream alone. */
    public static Console ofProcess() {
        int width = Integer.getInteger("emend.width", 0);
        String noColor = System.getenv("NO_COLOR");
        boolean colours = (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Console(
                stream(FileDescriptor.out),
                Boolean.getBoolean("emend.pipe"),
                stream(FileDescriptor.err),
                new BufferedReader(new InputStreamReader(System.in, terminalCharset())),
                width,
                Boolean.getBoolean("emend.questions"),
                colours && Boolean.getBoolean("emend.out") ? Style.COLOURED : Style.PLAIN,
                colours && width > 0 ? Style.COLOURED : Style.PLAIN);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static Charset terminalCharset() {
        return Charset.forName(System.getProperty("stdin.encoding", System.getProperty("native.encoding", "UTF-8")));
    }

    public PrintWriter writer() {
        return new PrintWriter(out, true);
    }

    public PrintWriter errorWriter() {
        return new PrintWriter(err, true);
    }

    /** A path for people: from the current folder on where it lies below it. */
    public static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = path.toAbsolutePath().normalize();
        return whole.startsWith(here) ? here.relativize(whole).toString() : whole.toString();
    }
}
