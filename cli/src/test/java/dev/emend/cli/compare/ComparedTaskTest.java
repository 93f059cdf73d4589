package dev.emend.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Entrant;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison on a data file alone. */
class ComparedTaskTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Notes of which each stands in the file as often as is said, under another id each time. */
    private ComparedTask data(int notes, int times) throws IOException {
        return ComparedTask.read(file(notes, times), true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Path file(int notes, int times) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < notes * times; i++) {
            rows.append("{\"id\": \"r%d\", \"inputs\": {\"message\": \"note %d\"}, \"expected\": \"%s\"}%n"
                    .formatted(i, i % notes, i % notes % 2 == 0 ? "even" : "odd"));
        }
        return Files.writeString(folder.resolve("notes.jsonl"), rows);
    }

    private static Task task(ComparedTask data, boolean baseline) {
        return data.of(
                List.of(new Entrant("plain", Prompt.of("plain", "Even or odd?", "{{message}}"))),
                baseline,
                new Task.ModelNames("task", "meta", List.of("judge")),
                Budget.UNLIMITED,
                1);
    }

    @Test
    void noInputsAreOnBothSidesOfTheGate() throws IOException {
        ComparedTask data = data(40, 2);

        Task task = task(data, true);

        Splits splits = task.splits();
        assertThat(splits.validation()).hasSize(20);
        assertThat(splits.holdout())
                .hasSize(20)
                .extracting(Example::inputs)
                .doesNotContainAnyElementsOf(
                        splits.validation().stream().map(Example::inputs).toList());
        assertThat(data.leftOut(task)).isEqualTo(40);
    }

    @Test
    void withoutAGateEveryRowIsRacedOn() throws IOException {
        ComparedTask data = data(40, 2);

        Task task = task(data, false);

        assertThat(task.splits().validation()).hasSize(80);
        assertThat(data.leftOut(task)).isZero();
    }

    @Test
    void aFileThatRepeatsOneRowHasNothingForTheRace() throws IOException {
        ComparedTask data = ComparedTask.read(file(1, 30), false, Optional.empty(), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> task(data, true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("of 30 rows 1 has inputs of its own");
    }
}
