package dev.emend.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
