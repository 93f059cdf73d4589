package dev.emend.benchmarks.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesTest {

    private static final List<String> ENTRANTS = List.of("random-demonstrations:sizes=2,4;draws=1");

    @TempDir
    private Path folder;

    private BenchmarkTask task;

    /** Knows the more answers the more it is shown; counts what it is asked. */
    private static final class Counted implements LanguageModel {

        private final AtomicLong calls = new AtomicLong();
        private final AtomicLong left;

        Counted(long most) {
            left = new AtomicLong(most);
        }

        @Override
        public String name() {
            return "counted";
        }

        @Override
        public Completion complete(Request request) {
            if (left.decrementAndGet() < 0) {
                throw new ModelException(ModelException.Kind.UNAVAILABLE, "gone");
            }
            calls.incrementAndGet();
            return new ScriptedModel("counted", Counted::answer).complete(request);
        }

        private static String answer(Request request) {
            String question = ScriptedModel.question(request);
            double accuracy = 0.3 + 0.1 * request.messages().size();
            return new Lot(question).falls("known", accuracy) ? right(question) : "no idea";
        }

        private static String right(String question) {
            int number = Integer.parseInt(question.replaceAll("\\D+(\\d+) and.*", "$1"));
            return String.valueOf(number + 1);
        }
    }

    @BeforeEach
    void makeATask() throws IOException {
        new Rows(folder.resolve("data")).problems(120);
        task = new BenchmarkTasks(folder.resolve("data"), new Sizes(10, 20, 40, 40)).named("number");
    }

    private Series series(LanguageModel model) throws IOException {
        return new Series(folder.resolve("out"), model, model, 90);
    }

    @Test
    void aRunLeavesALineWithWhatItSpentAndGained() throws IOException {
        Counted model = new Counted(10_000);
        Series series = series(model);

        assertThat(series.run(List.of(task), ENTRANTS, List.of(1L))).isZero();

        ResultLine line = series.results().lines().getFirst();
        assertThat(line.attempt().entrant()).isEqualTo("random-demonstrations:draws=1;sizes=2,4");
        assertThat(line.calls("search")).isEqualTo(60);
        assertThat(line.calls("gate")).isEqualTo(80);
        assertThat(line.champion().value()).isGreaterThan(line.seedPrompt().value());
        assertThat(line.championScores()).hasSize(40);
        assertThat(line.gain().value())
                .isEqualTo(
                        line.champion().value() - line.seedPrompt().value(), org.assertj.core.data.Offset.offset(1e-9));
        assertThat(line.stopped()).isEqualTo("finished");
        assertThat(folder.resolve("out/prompts")).isDirectoryContaining("glob:**.prompty");
    }

    @Test
    void aStrategyThatIsNotThereIsNamedBeforeAnythingRuns() {
        Counted model = new Counted(10_000);

        assertThatThrownBy(() ->
                        series(model).run(List.of(task), List.of("random-demonstrations", "auto,compose"), List.of(1L)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"auto,compose\"");

        assertThat(model.calls).hasValue(0);
    }

    @Test
    void aFinishedRunIsNotMadeAgain() throws IOException {
        series(new Counted(10_000)).run(List.of(task), ENTRANTS, List.of(1L));
        Counted second = new Counted(10_000);

        series(second).run(List.of(task), ENTRANTS, List.of(1L));

        assertThat(second.calls).hasValue(0);
        assertThat(Files.readAllLines(folder.resolve("out/results.jsonl"))).hasSize(1);
    }

    @Test
    void aRunThatWasCutOffGoesOnAndEndsTheSame() throws IOException {
        Counted whole = new Counted(10_000);
        Series undisturbed = new Series(folder.resolve("whole"), whole, whole, 90);
        undisturbed.run(List.of(task), ENTRANTS, List.of(1L));
        Counted dying = new Counted(45);
        assertThatThrownBy(() -> series(dying).run(List.of(task), ENTRANTS, List.of(1L)))
                .isInstanceOf(ModelException.class);
        Counted next = new Counted(10_000);
        Series resumed = series(next);

        resumed.run(List.of(task), ENTRANTS, List.of(1L));

        ResultLine line = resumed.results().lines().getFirst();
        ResultLine expected = undisturbed.results().lines().getFirst();
        assertThat(line.championScores()).isEqualTo(expected.championScores());
        assertThat(line.spent()).isEqualTo(expected.spent());
        assertThat(dying.calls.get() + next.calls.get()).isEqualTo(whole.calls.get());
    }

    /** The journal names what it shares by the request, and the seed prompt's requests differ in the sampling seed alone. */
    @Test
    void whatWasAnsweredAtTemperatureZeroIsNotAskedAgainByAnotherRun() throws IOException {
        Series series = series(new Counted(10_000));

        series.run(List.of(task), ENTRANTS, List.of(1L, 2L));

        List<ResultLine> lines = series.results().lines();
        // The seed prompt on 20 validation and 40 hold-out rows.
        assertThat(lines.get(1).shared()).isGreaterThanOrEqualTo(60);
        assertThat(lines.get(1).seedScores()).isEqualTo(lines.get(0).seedScores());
    }

    @Test
    void whatIsDrawnAtATemperatureIsNotShared() throws IOException {
        Counted model = new Counted(10_000);
        Remembered remembered = new Remembered(model, new dev.emend.run.InMemoryJournal());
        Request drawn = new Request(
                Purpose.TASK,
                List.of(new dev.emend.prompt.ChatMessage(dev.emend.prompt.Role.USER, "How much is 3 and 1?")),
                dev.emend.prompt.Sampling.GREEDY.withTemperature(0.7),
                dev.emend.model.Constraint.NONE,
                5,
                0);

        remembered.complete(drawn);
        remembered.complete(drawn);

        assertThat(model.calls).hasValue(2);
        assertThat(remembered.takeShared()).isZero();
    }

    @Test
    void halfALineOfAKilledProcessIsCutOff() throws IOException {
        series(new Counted(10_000)).run(List.of(task), ENTRANTS, List.of(1L));
        Path file = folder.resolve("out/results.jsonl");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, 50), StandardOpenOption.APPEND);

        assertThat(Results.open(file).lines()).hasSize(1);
        assertThat(Files.readString(file)).isEqualTo(whole);
    }

    @Test
    void aStrategyThatFailsKeepsNoOtherFromRunning() throws IOException {
        Series series = series(new Counted(10_000));

        int status = series.run(
                List.of(task), List.of("random-demonstrations:no-such-option=1", ENTRANTS.getFirst()), List.of(1L));

        assertThat(status).isEqualTo(1);
        assertThat(series.results().lines()).hasSize(1);
    }
}
