package dev.emend.format.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passages to look things up in. */
class PassageFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aFolderIsReadInTheOrderOfItsNames() throws IOException {
        Files.writeString(folder.resolve("b.txt"), "three\n\n  four \n");
        Files.writeString(folder.resolve("a.jsonl"), "{\"text\": \"one\"}\n{\"id\": 7, \"text\": \"two\\nlines\"}\n");
        Files.writeString(folder.resolve("notes.md"), "no passage");

        assertThat(PassageFile.read(folder)).containsExactly("one", "two\nlines", "three", "four");
        assertThat(PassageFile.read(folder.resolve("b.txt"))).containsExactly("three", "four");
    }

    @Test
    void whatHoldsNoPassagesIsRefusedWithItsLine() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\"text\": \"one\"}\n{\"body\": \"two\"}\n");

        assertThatThrownBy(() -> PassageFile.read(bad))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bad.jsonl:2: text")
                .hasMessageContaining("the line has no \"text\"");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> PassageFile.read(empty)).hasMessageContaining("there are no passages in");
        assertThatThrownBy(() -> PassageFile.read(folder.resolve("gone.txt"))).hasMessageContaining("there is no file");
    }
}
