package dev.emend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.console.ExitStatus;
import dev.emend.journal.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with the input is said with file, line and field, before a model is called. */
class WrongInputTest {

    /** Nothing listens there: a test that reached a model would end with another exit status. */
    private static final String NO_MODEL = "openai-compatible:http://127.0.0.1:9/v1#none";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void writeTask() throws IOException {
        Teams.write(folder, NO_MODEL, 400);
    }

    private void replace(String file, String what, String with) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(what);
        Files.writeString(folder.resolve(file), text.replace(what, with));
    }

    private void refused(String... messages) {
        EmendCommand optimized = EmendCommand.run(
                "optimize",
                folder.resolve("task.yaml").toString(),
                "--workspace",
                folder.resolve("workspace").toString());
        assertThat(optimized.status()).as(optimized.err()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(optimized.err()).contains(messages).doesNotContain("Exception", "\tat ");
        assertThat(optimized.err().lines().filter(line -> !line.startsWith("note: ")))
                .hasSizeLessThanOrEqualTo(2)
                .first()
                .asString()
                .startsWith("emend: ");
        assertThat(optimized.out()).isEmpty();
        assertThat(folder.resolve("workspace")).doesNotExist();
    }

    @Test
    void anUnknownKey() throws IOException {
        replace("task.yaml", "strategy:", "stratgy:");
        refused("task.yaml:9", "stratgy", "strategy");
    }

    @Test
    void aWrongType() throws IOException {
        replace("task.yaml", "train: 40", "train: many");
        refused("task.yaml:6", "train", "many");
    }

    @Test
    void aMissingColumn() throws IOException {
        replace("messages.jsonl", "\"expected\"", "\"answer\"");
        refused("messages.jsonl", "expected");
    }

    @Test
    void aColumnThatOneRowLacks() throws IOException {
        replace("messages.jsonl", ", \"expected\": \"billing\"}\n{\"id\": \"m1\"", "}\n{\"id\": \"m1\"");
        refused("messages.jsonl:1", "expected");
    }

    @Test
    void aDuplicateId() throws IOException {
        replace("messages.jsonl", "\"m7\"", "\"m3\"");
        refused("messages.jsonl:8", "m3", "messages.jsonl:4");
    }

    @Test
    void anExampleInTwoSplits() throws IOException {
        String rows = Files.readString(folder.resolve("messages.jsonl"));
        Files.writeString(folder.resolve("a.jsonl"), rows.lines().limit(40).reduce("", (a, b) -> a + b + "\n"));
        Files.writeString(
                folder.resolve("b.jsonl"), rows.lines().skip(39).limit(40).reduce("", (a, b) -> a + b + "\n"));
        Files.writeString(folder.resolve("c.jsonl"), rows.lines().skip(80).reduce("", (a, b) -> a + b + "\n"));
        replace(
                "task.yaml",
                "  file: messages.jsonl\n",
                "  files: {train: a.jsonl, validation: b.jsonl, holdout: c.jsonl}\n");
        String task = Files.readString(folder.resolve("task.yaml"));
        Files.writeString(folder.resolve("task.yaml"), task.replaceAll("  split: .*\n", ""));
        refused("b.jsonl:1", "m39", "a.jsonl:40");
    }

    @Test
    void anEmptyDataFile() throws IOException {
        Files.writeString(folder.resolve("messages.jsonl"), "");
        refused("messages.jsonl", "empty");
    }

    @Test
    void anEmptyTaskFile() throws IOException {
        Files.writeString(folder.resolve("task.yaml"), "");
        refused("task.yaml", "empty", "emend init");
    }

    @Test
    void aTaskThatIsItsOwnTask() throws IOException {
        Files.writeString(folder.resolve("task.yaml"), "prompt: seed.prompty\ntasks:\n- task.yaml\n");
        refused("task.yaml:3", "\"task.yaml\" itself serves several");
    }

    @Test
    void aBadEncoding() throws IOException {
        Files.write(
                folder.resolve("messages.jsonl"),
                Files.readString(folder.resolve("messages.jsonl"))
                        .replace("Note 7919:", "Größe:")
                        .getBytes(StandardCharsets.ISO_8859_1));
        refused("messages.jsonl:2", "UTF-8");
    }

    @Test
    void aMissingFile() throws IOException {
        replace("task.yaml", "messages.jsonl", "mesages.jsonl");
        refused("task.yaml:5", "mesages.jsonl");
    }

    @Test
    void aPromptWhosePlaceholderNoRowFills() throws IOException {
        replace("seed.prompty", "{{message}}", "{{text}}");
        refused("{{text}}", "messages.jsonl");
    }

    @Test
    void anUnknownMetricAndAnUnknownStrategy() throws IOException {
        replace("task.yaml", "metric: label", "metric: lable");
        refused("task.yaml:7", "lable", "label");
        replace("task.yaml", "metric: lable", "metric: label");
        replace("task.yaml", "strategy: reflective", "strategy: reflexive");
        refused("reflexive", "reflective");
    }

    @Test
    void aBudgetThatTheGateAloneWouldSpend() throws IOException {
        replace("task.yaml", "calls: 400", "calls: 120");
        refused("120 calls", "hold-out");
    }

    @Test
    void anUnknownKindOfModel() throws IOException {
        replace("task.yaml", NO_MODEL, "opnai:gpt");
        refused("opnai");
    }

    @Test
    void aWrongCommandLine() {
        EmendCommand unknown = EmendCommand.run("optimise", "task.yaml");
        assertThat(unknown.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(unknown.err()).contains("optimise").contains("Maybe").contains("optimize");
        EmendCommand missing = EmendCommand.run("optimize");
        assertThat(missing.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(missing.err()).contains("TASK").contains("optimize --help");
        EmendCommand budget =
                EmendCommand.run("optimize", folder.resolve("task.yaml").toString(), "--budget", "cals=3");
        assertThat(budget.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(budget.err()).contains("cals").contains("calls");
    }

    @Test
    void aRunThatIsNotThere() {
        Workspace.open(folder.resolve("workspace")).close();
        EmendCommand shown = EmendCommand.run(
                "show", "teams-9", "--workspace", folder.resolve("workspace").toString());
        assertThat(shown.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(shown.err()).contains("teams-9");
    }

    @Test
    void aModelThatCannotBeReachedIsNoWrongInput() {
        EmendCommand optimized = EmendCommand.run(
                "optimize",
                folder.resolve("task.yaml").toString(),
                "--quiet",
                "--workspace",
                folder.resolve("workspace").toString());
        assertThat(optimized.status()).as(optimized.err()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
        assertThat(optimized.err()).doesNotContain("\tat ");
    }
}
