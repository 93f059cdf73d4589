package dev.emend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Splits;
import dev.emend.format.task.Overrides;
import dev.emend.format.task.TaskFile;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tasks that lie in the folder of examples, as a newcomer finds them. */
class ExampleTasksTest {

    private static final Path EXAMPLES = Path.of("../examples");

    static List<Path> tasks() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.endsWith("task.yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void each_can_be_read_and_has_examples_for_every_purpose(Path file) {
        Task task = TaskFile.read(file, Overrides.NONE).task();

        Splits splits = task.splits();
        assertThat(List.of(splits.train(), splits.validation(), splits.holdout()))
                .allSatisfy(split -> assertThat(split).isNotEmpty());
        assertThat(task.models().answering()).containsExactly(TaskFile.DEFAULT_MODEL);
    }
}
