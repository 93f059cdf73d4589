package dev.emend.models.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LlamaLibraryTest {

    /** A process of its own, since this one may have loaded what is to be missing. */
    @Test
    void whereNativeCodeCannotBeLoadedAModelServerIsAdvised() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djna.nosys=true",
                        "-Djna.noclasspath=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadingProcess.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .startsWith("UNAVAILABLE: llama.cpp could not be loaded on ")
                .contains("Maybe use a model server, as in openai-compatible:http://127.0.0.1:8080/v1#NAME.");
    }

    static final class LoadingProcess {

        private LoadingProcess() {}

        public static void main(String[] arguments) {
            try {
                LlamaLibrary.load();
            } catch (ModelException refused) {
                System.out.println(refused.kind() + ": " + refused.getMessage());
            }
        }
    }
}
