package dev.emend.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {

    @ParameterizedTest
    @CsvSource({
        "seed.prompty, seed.emended.prompty",
        "intents.v2.prompty, intents.v2.emended.prompty",
        "seed.emended.prompty, seed.emended.prompty",
        "seed, seed.emended.prompty",
        "chain.yaml, chain.emended.yaml",
        "answer-1.chain.yaml, answer-1.emended.yaml",
        "answer.v2.chain.yml, answer.v2.emended.yaml"
    })
    void twoPromptsOfAFolderHaveFilesOfTheirOwn(Path seed, Path output) {
        assertThat(OutputFile.of(Optional.empty(), seed).file()).isEqualTo(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.prompty", "out.yaml"})
    void aFileThatIsNoTextIsNotEmends(String name, @TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[] {(byte) 0xE9});

        assertThatThrownBy(() -> new OutputFile(file, true).check(folder.resolve("seed.prompty"), "own"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Emend did not write");
    }

    @Test
    void aCopyOfTheUsersPromptIsOneWithAByteOrderMarkToo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("copy.prompty"), "\uFEFFown");

        assertThatCode(() -> new OutputFile(file, true).check(folder.resolve("seed.prompty"), "own"))
                .doesNotThrowAnyException();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsNoFileIsWrittenToWithoutALook(@TempDir Path folder) {
        assertThatCode(() -> new OutputFile(Path.of("/dev/null"), true).check(folder.resolve("seed.prompty"), "own"))
                .doesNotThrowAnyException();
    }
}
