package dev.emend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.option.WorkspaceOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FailuresTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Command(name = "fail")
    private static final class Failing implements Callable<Integer> {

        @Mixin
        @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
        private WorkspaceOption workspace;

        private final Callable<Integer> work;

        private Failing(Callable<Integer> work) {
            this.work = work;
        }

        @Override
        public Integer call() throws Exception {
            return work.call();
        }
    }

    @Test
    void anUnexpectedFailureIsOneLineAndALogThatSaysWhere() throws IOException {
        assertTold("IllegalStateException", () -> {
            throw new IllegalStateException("a defect");
        });
    }

    @Test
    void soIsAnErrorOfTheMachine() throws IOException {
        assertTold("StackOverflowError", () -> {
            throw new StackOverflowError();
        });
    }

    private void assertTold(String name, Callable<Integer> work) throws IOException {
        EmendCommand failed = EmendCommand.with(
                new Failing(work),
                "fail",
                "--workspace",
                folder.resolve("workspace").toString());

        assertThat(failed.status()).isEqualTo(ExitStatus.UNEXPECTED);
        assertThat(failed.err())
                .startsWith("emend: something went wrong")
                .contains(name)
                .doesNotContain("\tat ");
        assertThat(failed.err().lines()).hasSize(2);
        try (Stream<Path> logs = Files.list(folder.resolve("workspace/failures"))) {
            assertThat(logs.toList())
                    .singleElement()
                    .satisfies(log -> assertThat(Files.readString(log)).contains("\tat dev.emend"));
        }
    }
}
