package dev.emend.benchmarks.strategies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of results, one line of JSON each. A line that is there is finished. A process that is killed while it writes may
 * leave a part of a line, which is cut off at the next start.
 */
final class Results {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final List<ResultLine> lines = new ArrayList<>();

    private Results(Path file) {
        this.file = file;
    }

    /** Reads what is there; a file that is missing has no lines. */
    static Results open(Path file) throws IOException {
        Results results = new Results(file);
        if (Files.exists(file)) {
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            if (!whole.equals(text)) {
                Files.writeString(file, whole);
            }
            whole.lines().forEach(line -> results.lines.add(JSON.readValue(line, ResultLine.class)));
        }
        return results;
    }

    List<ResultLine> lines() {
        return List.copyOf(lines);
    }

    boolean has(Attempt attempt) {
        return lines.stream().anyMatch(line -> line.attempt().equals(attempt));
    }

    void append(ResultLine line) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(
                file,
                (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        lines.add(line);
    }
}
