package dev.emend.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.model.ModelException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class BenchmarkTest {

    @Command
    private static final class Failing implements Callable<Integer> {

        private final RuntimeException failure;

        private Failing(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() {
            throw failure;
        }
    }

    private record Ended(int status, String said) {}

    private static Ended ended(RuntimeException failure) {
        StringWriter said = new StringWriter();
        int status = Benchmark.of(new Failing(failure))
                .setErr(new PrintWriter(said, true))
                .execute();
        return new Ended(status, said.toString());
    }

    @Test
    void whatIsWrongWithTheInputOrAModelIsToldWithoutATrace() {
        assertThat(ended(new InvalidInputException("there is no task \"x\"", Where.NOWHERE, "you mean \"y\".")))
                .isEqualTo(new Ended(2, "there is no task \"x\"\nMaybe you mean \"y\".\n"));
        assertThat(ended(new ModelException(ModelException.Kind.UNAVAILABLE, "it cannot be reached")))
                .isEqualTo(new Ended(5, "it cannot be reached\n"));
    }

    @Test
    void aDefectHasItsTrace() {
        assertThat(ended(new IllegalStateException("a defect")).said()).contains("a defect", "\tat ");
    }

    private static int byOrder(Benchmark.Measurement measurement, String... args) {
        return Benchmark.status("Measured FILE", 1, args, measurement);
    }

    @Test
    void argumentsByTheirOrderAreCheckedToo() {
        assertThat(byOrder(() -> {}, "a")).isZero();
        assertThat(byOrder(() -> {})).isEqualTo(2);
        assertThat(byOrder(() -> Integer.parseInt("many"), "a")).isEqualTo(2);
        assertThat(byOrder(
                        () -> {
                            throw new NoSuchFileException("results.jsonl");
                        },
                        "a"))
                .isEqualTo(2);
        assertThat(byOrder(
                        () -> {
                            throw new ModelException(ModelException.Kind.UNAVAILABLE, "gone");
                        },
                        "a"))
                .isEqualTo(5);
    }

    @Test
    void helpMeasuresNothing() {
        assertThat(byOrder(
                        () -> {
                            throw new AssertionError("measured");
                        },
                        "--help"))
                .isZero();
    }
}
