package dev.emend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsingPromptsTest {

    private final AnsweringServer server = new AnsweringServer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void writeTask() throws IOException {
        Teams.write(folder, server.model(), 400);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void everyRowIsAnsweredInOrderAndPaidForOnce() throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("messages.jsonl")).subList(0, 20);
        Files.write(folder.resolve("new.jsonl"), rows);
        String[] command = {
            "run",
            path("seed.prompty"),
            "--data",
            path("new.jsonl"),
            "--model",
            server.model(),
            "--out",
            path("answers.jsonl"),
            "--workspace",
            path("workspace")
        };
        assertThat(EmendCommand.run(command).status()).isZero();
        List<String> answers = Files.readAllLines(folder.resolve("answers.jsonl"));

        assertThat(answers).hasSize(20);
        assertThat(answers.getFirst())
                .startsWith("{\"id\":\"m0\",\"output\":\"")
                .contains("\"usage\":{\"prompt\":");
        assertThat(answers.getLast()).contains("\"m19\"");
        EmendCommand again = EmendCommand.run(command);
        assertThat(again.err()).contains("20 rows answered");
        assertThat(server.bodies()).hasSize(20);
        assertThat(Files.readAllLines(folder.resolve("answers.jsonl"))).isEqualTo(answers);
    }

    @Test
    void anEvaluationFailsABuildWhereTheScoreIsTooLow() {
        String[] command = {
            "evaluate",
            path("seed.prompty"),
            "--task",
            path("task.yaml"),
            "--workspace",
            path("workspace"),
            "--json",
            "--min-score",
            "0.1"
        };
        EmendCommand passed = EmendCommand.run(command);
        assertThat(passed.status()).as(passed.err()).isZero();
        assertThat(Json.read(passed.out()))
                .containsEntry("split", "validation")
                .containsEntry("n", 40)
                .containsKeys("prompts", "slices", "spent");

        command[command.length - 1] = "0.99";
        assertThat(EmendCommand.run(command).status()).isEqualTo(ExitStatus.BELOW_REQUIREMENT);
        assertThat(server.bodies()).hasSize(40);
    }

    @Test
    void aDifferenceIsAUnifiedDiffOfWhatIsSent() throws IOException {
        Files.writeString(
                folder.resolve("other.prompty"),
                Files.readString(folder.resolve("seed.prompty")).replace("Name the team.", "Name the right team."));

        assertThat(EmendCommand.run("diff", path("seed.prompty"), path("other.prompty"))
                        .out())
                .contains("-Name the team.", "+Name the right team.");
        assertThat(EmendCommand.run("diff", path("seed.prompty"), path("seed.prompty"))
                        .out())
                .isEmpty();
    }

    @Test
    void aPromptIsRenderedAsMessages() {
        assertThat(EmendCommand.run("render", path("seed.prompty"), "--set", "message=Where is {{my}} parcel?")
                        .out())
                .contains("user:\nWhere is {{my}} parcel?");
        assertThat(EmendCommand.run("render", path("seed.prompty"), "--set", "message=x", "--json")
                        .out())
                .contains("\"role\" : \"system\"", "\"content\" : \"x\"");
        EmendCommand misspelt = EmendCommand.run("render", path("seed.prompty"), "--set", "mesage=x");
        assertThat(misspelt.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(misspelt.err()).contains("{{mesage}}").contains("message");
        assertThat(EmendCommand.run("render", path("seed.prompty")).status()).isEqualTo(ExitStatus.WRONG_INPUT);
    }

    @Test
    void aTaskThatInitWroteCanBeRun() {
        EmendCommand written = EmendCommand.run(
                "init",
                path("messages.jsonl"),
                "--into",
                path("new"),
                "--model",
                server.model(),
                "--split",
                "40,40,60");
        assertThat(written.status()).as(written.err()).isZero();
        assertThat(written.out().strip()).endsWith("task.yaml");

        EmendCommand optimized =
                EmendCommand.run("optimize", path("new/task.yaml"), "--quiet", "--workspace", path("workspace"));

        assertThat(optimized.status()).as(optimized.err()).isZero();
        EmendCommand again = EmendCommand.run("init", path("messages.jsonl"), "--into", path("new"));
        assertThat(again.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(again.err()).contains("not overwritten");
    }

    @Test
    void initAsksWhereAPersonCanAnswer() throws IOException {
        EmendCommand written = EmendCommand.answering("""
                routing
                Send each message to its team.
                expected
                fancy
                exact-match
                openai:gpt-4o-mini
                Which team is it for?
                """, "init", path("messages.jsonl"), "--into", path("asked"));

        assertThat(written.status()).as(written.err()).isZero();
        assertThat(written.err()).contains("That is none of them");
        assertThat(Files.readString(folder.resolve("asked/task.yaml")))
                .contains("name: routing", "Send each message", "metric: exact-match", "openai:gpt-4o-mini");
        assertThat(Files.readString(folder.resolve("asked/seed.prompty"))).contains("Which team is it for?");
    }

    @Test
    void rowsThatWereAnsweredBeforeTheFileGrewAreNotPaidForAgain() throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("messages.jsonl"));
        String[] command = {
            "run",
            path("seed.prompty"),
            "--data",
            path("growing.jsonl"),
            "--model",
            server.model(),
            "--workspace",
            path("workspace")
        };
        Files.write(folder.resolve("growing.jsonl"), rows.subList(0, 5));
        EmendCommand first = EmendCommand.run(command);
        assertThat(server.bodies()).hasSize(5);

        Files.write(folder.resolve("growing.jsonl"), rows.subList(0, 12));
        EmendCommand second = EmendCommand.run(command);

        assertThat(second.status()).as(second.err()).isZero();
        assertThat(server.bodies()).hasSize(12).doesNotHaveDuplicates();
        assertThat(second.out()).startsWith(first.out());
    }
}
