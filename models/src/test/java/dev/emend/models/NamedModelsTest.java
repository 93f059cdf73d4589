package dev.emend.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emend.InvalidInputException;
import dev.emend.models.catalogue.PullListener;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedModelsTest {

    private final NamedModels models = new NamedModels(Map.of("OPENAI_API_KEY", "sk-test"), PullListener.SILENT);

    @ParameterizedTest
    @CsvSource({
        "embedded:smollm2-135m, true",
        "embedded, true",
        "gguf:a.gguf, true",
        "ollama:llama3, true",
        "openai:gpt-4o, false",
        "openai-compatible:http://127.0.0.1:1/v1#m, false"
    })
    void knowsWhatCostsNothing(String name, boolean local) {
        assertThat(NamedModels.isLocal(name)).isEqualTo(local);
    }

    @Test
    void theSameNameIsTheSameModel() {
        assertThat(models.open("openai:gpt-4o")).isSameAs(models.open("openai:gpt-4o"));
        assertThat(models.open("openai:gpt-4o").name()).isEqualTo("openai:gpt-4o");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o",
                "azure:gpt",
                "openai:",
                "embedded:gpt",
                "embedded:smollm2-135m?contexts=3",
                "gguf:missing.gguf",
                "gguf:a.gguf?context=many",
                "gguf:a.gguf?context=3",
                "openai-compatible:http://127.0.0.1",
                "openai-compatible:ftp://127.0.0.1#m"
            })
    void aNameThatMeansNothingIsWrongInput(String name) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> models.open(name));
    }
}
