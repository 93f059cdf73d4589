package dev.emend.benchmarks.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.journal.Workspace;
import dev.emend.model.LanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreRivalTest {

    private static final Sizes SIZES = new Sizes(10, 10, 40, 20);

    @TempDir
    private Path folder;

    private BenchmarkTask task() throws IOException {
        new Rows(folder.resolve("data")).context(160);
        return new BenchmarkTasks(folder.resolve("data"), SIZES).named("yesno-context");
    }

    private static ScoreRival.Outputs outputs(BenchmarkTask task, String print, Map<String, String> texts) {
        return new ScoreRival.Outputs(
                "gepa 0.1.4",
                Map.of(),
                task.name(),
                print,
                SIZES,
                1,
                "scripted",
                "scripted",
                300,
                Map.of("task", 280L, "meta", 12L),
                5000,
                60,
                7,
                9,
                0,
                "calls",
                true,
                "the champion",
                texts);
    }

    @Test
    void outputsAreScoredByTheTasksOwnMetricAgainstTheSeedPrompt() throws IOException {
        BenchmarkTask task = task();
        LanguageModel model = new ScriptedModel("scripted", request -> "No");
        Map<String, String> right =
                task.fresh().stream().collect(Collectors.toMap(Example::id, row -> row.expected() + "."));
        String missing = task.fresh().getFirst().id();
        right.remove(missing);

        try (Workspace workspace = Workspace.open(folder.resolve("out"))) {
            ResultLine line = ScoreRival.line(task, outputs(task, task.print(), right), model, workspace);

            assertThat(line.champion().value()).isEqualTo(0.95);
            assertThat(line.seedPrompt().value()).isBetween(0.5, 0.8);
            assertThat(line.attempt().entrant()).isEqualTo("gepa 0.1.4");
            assertThat(line.calls("search")).isEqualTo(292);
            assertThat(line.shipped()).isTrue();
        }
    }

    @Test
    void outputsOfAnotherVersionOfTheTaskAreRefused() throws IOException {
        BenchmarkTask task = task();
        LanguageModel model = new ScriptedModel("scripted", request -> "No");

        try (Workspace workspace = Workspace.open(folder.resolve("out"))) {
            assertThatThrownBy(() -> ScoreRival.line(task, outputs(task, "older", Map.of()), model, workspace))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("older");
        }
    }

    @Test
    void anExportedTaskHasItsRowsAndNoHoldOut() throws IOException {
        BenchmarkTask task = task();
        Path out = folder.resolve("export");

        ExportTask.write(task, SIZES, out);

        assertThat(Files.readAllLines(out.resolve("fresh.jsonl"))).hasSize(20);
        assertThat(Files.readString(out.resolve("task.json")))
                .contains(task.print())
                .contains("\"labels\":[\"No\",\"Yes\"]")
                .contains("{{question}}");
        List<String> exported = List.of(
                Files.readString(out.resolve("train.jsonl")),
                Files.readString(out.resolve("validation.jsonl")),
                Files.readString(out.resolve("fresh.jsonl")));
        assertThat(exported.toString()).doesNotContain("secret");
        for (Example row : task.splits().holdout()) {
            assertThat(exported.toString()).doesNotContain("\"" + row.id() + "\"");
        }
    }
}
