package dev.emend.scoring.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.program.Tool;
import dev.emend.program.ToolFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandToolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Tool tool(String script) throws IOException {
        Files.writeString(folder.resolve("tool.sh"), script);
        return new CommandTools().command(List.of("sh", "tool.sh"), folder, PATIENCE);
    }

    @Test
    void readsTheVariablesAsJsonAndWritesTheOutput() throws IOException {
        Tool tool = tool("read -r line\nprintf '{\"output\": %s}\\n' \"$line\"\n");

        assertThat(tool.use(Map.of("b", "2", "a", "one \"two\""))).isEqualTo("{\"a\":\"one \\\"two\\\"\",\"b\":\"2\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo nothing                        | replied no JSON",
                "echo '{\"result\": 1}'              | without an \"output\"",
                "echo '{\"error\": \"no number\"}'   | says: \"no number\"",
                "exit 3                              | ended with status 3",
                "echo boom >&2; exit 3               | its error output ends: \"boom\"",
            })
    void saysWhatWentWrong(String script, String said) throws IOException {
        Tool tool = tool("read line\n" + script + "\n");

        assertThatThrownBy(() -> tool.use(Map.of("a", "1")))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aToolThatCtrlCHasStoppedHasNotFailed() throws IOException {
        Tool tool = tool("read line\nexit 130\n");

        assertThatThrownBy(() -> tool.use(Map.of("a", "1")))
                .as("a failure would be journaled, and this ends the run, which goes on later")
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("was stopped before it replied");
    }

    @Test
    void refusesAProgramThatIsNotThere() {
        assertThatThrownBy(() -> new CommandTools().command(List.of("./missing.sh"), folder, PATIENCE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no such program");
    }

    @Test
    void theSameCommandIsAnotherToolInAnotherFolderAndAfterItsFileHasChanged() throws IOException {
        String before = tool("echo one\n").identity();

        assertThat(tool("echo one\n").identity()).isEqualTo(before);
        assertThat(tool("echo two\n").identity()).isNotEqualTo(before);
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("tool.sh"), "echo one\n");
        assertThat(new CommandTools()
                        .command(List.of("sh", "tool.sh"), other, PATIENCE)
                        .identity())
                .isNotEqualTo(before);
    }

    @Test
    void aReplyMayTakeAsLongAsTheToolIsGiven() throws IOException {
        String slow = "read line\nsleep 1\necho '{\"output\": \"late\"}'\n";
        Tool patient = tool(slow);
        Tool hasty = new CommandTools().command(List.of("sh", "tool.sh"), folder, Duration.ofMillis(200));

        assertThat(patient.use(Map.of("a", "1"))).isEqualTo("late");
        assertThatThrownBy(() -> hasty.use(Map.of("a", "1")))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining("did not reply within 0.2 s");
        assertThat(hasty.identity())
                .as("failures of the one are not the other's")
                .isNotEqualTo(patient.identity());
    }
}
