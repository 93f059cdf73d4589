package dev.emend.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextOutputTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void anOutputThatIsALinkStaysOne() throws IOException {
        Path target = Files.writeString(folder.resolve("target.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), target.getFileName());

        TextOutput.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void anOutputThatIsALinkToNothingYetStaysOne() throws IOException {
        Path target = folder.resolve("real/target.txt");
        Path inner = Files.createSymbolicLink(folder.resolve("inner.txt"), Path.of("real/target.txt"));
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), inner.getFileName());

        TextOutput.check(link);
        TextOutput.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(inner).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void whatUtf8CannotHoldKeepsNothingElseFromItsFile() {
        Path page = folder.resolve("page.html");

        TextOutput.write(page, "Half \ud83d and Für");

        assertThat(page).hasContent("Half ? and Für");
    }

    @Test
    void anOutputThatIsALinkToItselfIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("link.txt"));

        assertThatThrownBy(() -> TextOutput.check(link))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a link that leads back to itself");
    }
}
