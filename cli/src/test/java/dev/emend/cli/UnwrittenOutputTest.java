package dev.emend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.console.Style;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Where standard output takes no more. */
class UnwrittenOutputTest {

    private static final class Full extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private static EmendCommand metrics(boolean piped) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(new Full(), true, StandardCharsets.UTF_8),
                piped,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(Reader.nullReader()),
                0,
                false,
                Style.PLAIN,
                Style.PLAIN);
        int status = Emend.commandLine(console).execute("metrics");
        return new EmendCommand(status, "", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aResultThatDoesNotReachItsFileIsNotDone() {
        EmendCommand unwritten = metrics(false);

        assertThat(unwritten.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(unwritten.err()).contains("standard output cannot be written", "Maybe the disk is full");
    }

    @Test
    void whoClosesAPipeHasSeenEnough() {
        EmendCommand cut = metrics(true);

        assertThat(cut.status()).isZero();
        assertThat(cut.err()).isEmpty();
    }
}
