package dev.emend.format.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.evaluation.Estimates;
import dev.emend.metric.Answer;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.run.Learned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskSnapshotTest {

    private static final String SEED = """
            ---
            name: route
            metadata: {version: 007, ratio: 1.50, list: [1, two, null, true]}
            model: {id: m, options: {temperature: 0.3, stopSequences: ["\\n\\n"]}}
            inputs: {message: {kind: string}, tone: calm}
            outputs: {type: object, maximum: 1e3}
            demonstrations: [{inputs: {message: "a\\r\\nb", tone: ""}, output: " x "}]
            ---
            system:
            \\user:
            {# frozen #}Be {{tone}}.{# /frozen #}
            user:
            {{message}}
            """;
    private static final String TASK = """
            prompt: seed.prompty
            description: "d\\u2028"
            data: {file: rows.jsonl, split: {train: 1, validation: 1, holdout: 2}}
            metric: [{name: label, weight: 2, lenient: true}, token-f1]
            models: {task: a, meta: b}
            prices: {b: {input: 1.1, output: 2}, a: {input: 0, output: 0}}
            strategy: {name: reflective, width: 1, block: 2}
            budget: {calls: 9, usd: 0.1, time: 90s}
            seed: -5
            """;

    @TempDir
    Path folder;

    private LoadedTask task() throws IOException {
        Files.writeString(folder.resolve("seed.prompty"), SEED);
        Files.writeString(folder.resolve("rows.jsonl"), """
                {"inputs": {"message": "\\ud83d\\ude00\\u0000"}, "expected": "x", "doc": "1"}
                {"inputs": {"message": "b"}, "expected": "y", "meta": {"k": 1.0}}
                {"inputs": {"message": "c", "tone": "{{tone}}"}, "expected": "x"}
                {"inputs": {"message": "d"}, "expected": {"a": [1]}}
                """);
        return TaskFile.read(Files.writeString(folder.resolve("task.yaml"), TASK));
    }

    @Test
    void aTaskReadBackIsTheSame() throws IOException {
        LoadedTask task = task();
        String snapshot = TaskSnapshot.write(task);
        LoadedTask read = TaskSnapshot.read(snapshot);
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("task.metric")
                .isEqualTo(task);
        Example example = task.task().splits().train().getFirst();
        assertThat(read.task().metric().score(Answer.of(example, "x y")))
                .isEqualTo(task.task().metric().score(Answer.of(example, "x y")));
        assertThat(read.task().prompt()).isEqualTo(task.task().prompt());
        assertThat(read.task().splits()).isEqualTo(task.task().splits());
        assertThat(read.fingerprint()).isEqualTo(task.fingerprint());
        assertThat(TaskSnapshot.write(read)).isEqualTo(snapshot);
    }

    @Test
    void ofARunThatKeptNoInputsApartEveryInputIsRead() throws IOException {
        LoadedTask task = task();

        LoadedTask read = TaskSnapshot.read(TaskSnapshot.write(task).replace("\"unread\":{},", ""));

        assertThat(read.task().splits()).isEqualTo(task.task().splits());
    }

    @Test
    void whatAnEarlierRunHasLearnedIsKept() throws IOException {
        LoadedTask task = task();
        Prompt seed = task.task().prompt();
        Learned learned = new Learned(
                "task-1",
                List.of(
                        seed.withDemonstrations(
                                List.of(new Demonstration("r1", Map.of("message", "---\nsystem: {{x}}"), "x\n"))),
                        seed),
                List.of(),
                List.of("the labels are not named"),
                Estimates.of(new double[] {1, 0, 1}, 0.95),
                Split.HOLDOUT,
                List.of());
        LoadedTask following =
                task.after(learned.withChoosers(List.of("row-3")), task.task().splits());

        LoadedTask read = TaskSnapshot.read(TaskSnapshot.write(following));

        assertThat(read.task().learned().orElseThrow().choosers()).containsExactly("row-3");
        assertThat(TaskSnapshot.write(task.after(learned, task.task().splits())))
                .doesNotContain("choosers");
        assertThat(read.task().learned().orElseThrow().score()).isEqualTo(learned.score());
        assertThat(read.task().learned().orElseThrow().failedHypotheses()).isEqualTo(learned.failedHypotheses());
        assertThat(read.task().learned().orElseThrow().prompts())
                .extracting(Prompt::fingerprint)
                .containsExactlyElementsOf(
                        learned.prompts().stream().map(Prompt::fingerprint).toList());
        assertThat(read.fingerprint()).isEqualTo(following.fingerprint()).isNotEqualTo(task.fingerprint());
    }

    @Test
    void ofAChainTheStepsOfItsPromptsAreKept() throws IOException {
        LoadedTask task = task();
        Prompt seed = task.task().prompt();
        Learned learned = new Learned(
                "task-1",
                List.of(seed, seed.withDemonstrations(List.of())),
                List.of("gist", "team"),
                List.of(),
                Estimates.of(new double[] {1, 0, 1}, 0.95),
                Split.HOLDOUT,
                List.of());
        LoadedTask following = task.after(learned, task.task().splits());

        LoadedTask read = TaskSnapshot.read(TaskSnapshot.write(following));

        assertThat(read.task().learned().orElseThrow().chain()).containsOnlyKeys("gist", "team");
        assertThat(read.fingerprint()).isEqualTo(following.fingerprint());
    }

    @Test
    void aDamagedSnapshotIsRefused() throws IOException {
        String snapshot = TaskSnapshot.write(task());
        assertThatThrownBy(() -> TaskSnapshot.read(snapshot.substring(0, 100)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the stored task cannot be read");
        assertThatThrownBy(() -> TaskSnapshot.read(snapshot.replace("\"version\":1", "\"version\":2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("version 2, not 1");
    }
}
