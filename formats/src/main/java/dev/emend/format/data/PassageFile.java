package dev.emend.format.data;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads passages to look things up in: one a line, or the key {@code text} of each line of a {@code .jsonl} file. */
public final class PassageFile {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LINES = ".jsonl";

    private PassageFile() {}

    /**
     * Of a file; or of every {@code .txt} and {@code .jsonl} file in a folder, in the order of their names.
     *
     * @return at least one
     * @throws InvalidInputException where there is no passage, or no such file
     */
    public static List<String> read(Path path) {
        return read(path, Where.file(path.toString()));
    }

    /**
     * As {@link #read(Path)}.
     *
     * @param namedAt what names the file, so that an error about a missing one points there
     */
    public static List<String> read(Path path, Where namedAt) {
        List<String> passages = new ArrayList<>();
        List<Path> files = Files.isDirectory(path) ? files(path) : List.of(path);
        for (Path file : files) {
            passages.addAll(parse(file.toString(), TextFile.read(file, namedAt)));
        }
        if (passages.isEmpty()) {
            throw new InvalidInputException(
                    "there are no passages in \"" + path + "\"",
                    namedAt,
                    "write one a line, in a .txt or .jsonl file.");
        }
        return passages;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".txt") || file.toString().endsWith(LINES))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new InvalidInputException(
                    "the folder cannot be read: " + unreadable.getMessage(), Where.file(folder.toString()), "");
        }
    }

    /**
     * @param file as a person named it; its ending says how it is read
     * @return none where it has no lines
     * @throws InvalidInputException with the line where one is not as it should be
     */
    public static List<String> parse(String file, String text) {
        List<String> passages = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty()) {
                passages.add(file.endsWith(LINES) ? text(line, file, number) : line);
            }
        }
        return passages;
    }

    private static String text(String line, String file, int number) {
        JsonNode text;
        try {
            text = JSON.readTree(line).path("text");
        } catch (JacksonException noJson) {
            throw new InvalidInputException(
                    "the line is not JSON: " + line, Where.line(file, number), "write one object a line.");
        }
        if (!text.isString()) {
            throw new InvalidInputException(
                    "the line has no \"text\": " + line,
                    Where.field(file, number, "text"),
                    "its key has another name.");
        }
        return text.stringValue();
    }
}
