package dev.emend.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.Teams;
import dev.emend.cli.console.ExitStatus;
import dev.emend.format.prompt.PromptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InitTest {

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
                expect
                expected
                fancy
                exact-match
                openai:gpt-4o-mini
                Which team is it for?
                """, "init", path("messages.jsonl"), "--into", path("asked"));

        assertThat(written.status()).as(written.err()).isZero();
        assertThat(written.err())
                .contains("no row has the column \"expect\"", "That is none of them")
                .contains("inputs      message");
        assertThat(Files.readString(folder.resolve("asked/task.yaml")))
                .contains("name: routing", "Send each message", "metric: exact-match", "openai:gpt-4o-mini");
        assertThat(Files.readString(folder.resolve("asked/seed.prompty"))).contains("Which team is it for?");
    }

    @Test
    void initSaysWhatItTakesForWhat() throws IOException {
        StringBuilder rows = new StringBuilder("ticket_id,subject,message,team,label\n");
        for (int i = 0; i < 40; i++) {
            String team = Teams.NAMES.get(i % 4);
            rows.append("T%d,Hello %d,Note %d on %s,%s,%d%n".formatted(i, i % 3, i, team, team, i % 4));
        }
        rows.append("T40,Hello,Note 39 on security,security,3\nT41,Hello,Unsaid,security,\n");
        Files.writeString(folder.resolve("tickets.csv"), rows);

        EmendCommand guessed = EmendCommand.run("init", path("tickets.csv"), "--into", path("guessed"));

        assertThat(guessed.status()).as(guessed.err()).isZero();
        assertThat(guessed.err())
                .contains("label, 4 labels: 3 11, 0 10, 1 10, 2 10", "subject, message, team")
                .contains(
                        "ticket_id, which only numbers the rows", "1 row without a right answer; 41 rows to draw from")
                .contains("warning: the column \"team\"", "--inputs \"subject,message\"");

        EmendCommand named = EmendCommand.run(
                "init", path("tickets.csv"), "--into", path("named"), "--inputs", "message", "--model", server.model());

        assertThat(named.status()).as(named.err()).isZero();
        assertThat(named.err())
                .contains("1 row with the inputs of an earlier one; 40 rows")
                .doesNotContain("warning");
        assertThat(EmendCommand.run("optimize", path("named/task.yaml"), "--quiet", "--workspace", path("workspace"))
                        .status())
                .isZero();
        EmendCommand wrong = EmendCommand.run("init", path("tickets.csv"), "--inputs", "mesage");
        assertThat(wrong.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(wrong.err()).contains("\"mesage\"", "\"message\"");
    }

    @Test
    void initTellsWhatThePromptReadsAndWhatContradictsItself() throws IOException {
        StringBuilder rows = new StringBuilder("subject,Message Text,label\n");
        for (int i = 0; i < 40; i++) {
            rows.append("s%d,m%d,%d%n".formatted(i, i, i % 2));
        }
        Files.writeString(folder.resolve("tickets.csv"), rows.append("s3,m99,0\ns3,m98,0\ns5,m97,1\ns6,m96,1\n"));
        Files.writeString(folder.resolve("own.prompty"), "---\nname: own\n---\nuser:\n{{subject}}: {{Message Text}}\n");

        EmendCommand written = EmendCommand.run(
                "init", path("tickets.csv"), "--into", path("new"), "--prompt-file", path("own.prompty"));

        assertThat(written.status()).as(written.err()).isZero();
        assertThat(written.err())
                .contains("inputs      subject\n")
                .contains("note: The prompt \"own\" sends {{Message Text}} as it stands")
                .contains("4 rows with the inputs of an earlier one; 40 rows")
                .contains("warning: 2 inputs have several right answers (line 42 is the first to say another)");
        EmendCommand twice = EmendCommand.run("init", path("tickets.csv"), "--inputs", "subject,subject");
        assertThat(twice.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(twice.err()).contains("the input \"subject\" is named twice");
    }

    @Test
    void initAsksWhichOfSeveralColumnsThePromptIsShown() throws IOException {
        StringBuilder rows = new StringBuilder("subject,message,label\n");
        for (int i = 0; i < 20; i++) {
            rows.append("s%d,m%d,%d%n".formatted(i, i, i % 2));
        }
        Files.writeString(folder.resolve("tickets.csv"), rows);

        EmendCommand written = EmendCommand.answering(
                "tickets\n\nlabel\nmessage, body\nmessage\n\n\n\n",
                "init",
                path("tickets.csv"),
                "--into",
                path("asked"));

        assertThat(written.status()).as(written.err()).isZero();
        assertThat(written.err()).contains("[subject,message]", "not every row has an input \"body\"");
        assertThat(PromptFile.read(folder.resolve("asked/seed.prompty"))
                        .prompt()
                        .placeholders())
                .containsExactly("message");
    }

    @Test
    void fromACsvFileWithColumnsOfAnyNameToAnswers() throws IOException {
        StringBuilder rows = new StringBuilder("Nr;Message text;Ziel\n");
        for (int i = 0; i < 200; i++) {
            rows.append("%d;Note %d on %s;%s%n".formatted(i, i, Teams.NAMES.get(i % 4), Teams.NAMES.get(i % 4)));
        }
        Files.writeString(folder.resolve("tickets.csv"), rows);
        EmendCommand unknown = EmendCommand.run("init", path("tickets.csv"), "--into", path("new"));
        assertThat(unknown.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(unknown.err()).contains("[Nr, Message text, Ziel]", "--expected COLUMN");

        EmendCommand written = EmendCommand.answering(
                "Goal\nZiel\n\n\n\n\n\n\n",
                "init",
                path("tickets.csv"),
                "--into",
                path("new"),
                "--model",
                server.model());
        assertThat(written.status()).as(written.err()).isZero();
        assertThat(written.err())
                .contains("Which column holds the right answer (Nr, Message text, Ziel)", "none of them");

        EmendCommand answered = EmendCommand.run(
                "run",
                path("new/seed.prompty"),
                "--data",
                path("tickets.csv"),
                "--model",
                server.model(),
                "--workspace",
                path("workspace"));
        assertThat(answered.status()).as(answered.err()).isZero();
        assertThat(answered.err()).contains("200 rows answered");
    }

    @Test
    void aPlaceThatCannotHoldTheFilesIsSaid() {
        EmendCommand refused = EmendCommand.run("init", path("messages.jsonl"), "--into", path("seed.prompty"));

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err())
                .contains("task.yaml\" cannot be written", "seed.prompty\" is no folder", "Maybe")
                .doesNotContain("failures");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatInitCannotWriteWholeIsNotLeftLyingThere() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path link = Files.createSymbolicLink(own.resolve("task.yaml"), Path.of("nowhere.yaml"));

        EmendCommand refused = EmendCommand.run("init", path("messages.jsonl"), "--into", own.toString());

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("task.yaml\" cannot be written").doesNotContain("failures");
        assertThat(link).isSymbolicLink();
        assertThat(own.resolve("seed.prompty")).doesNotExist();
    }

    @Test
    void whatInitCannotReadBackIsNotLeftLyingThere() throws IOException {
        for (String[] wrong : new String[][] {{"--metric", "labl"}, {"--model", "opnai:x"}, {"--split", "40,0,40"}}) {
            EmendCommand refused =
                    EmendCommand.run("init", path("messages.jsonl"), "--into", path("new/one"), wrong[0], wrong[1]);
            assertThat(refused.status()).as(wrong[1]).isEqualTo(ExitStatus.WRONG_INPUT);
            assertThat(folder.resolve("new")).doesNotExist();
        }
        Path own = Files.createDirectory(folder.resolve("own"));
        EmendCommand.run("init", path("messages.jsonl"), "--into", own.toString(), "--metric", "labl");
        assertThat(own).isEmptyDirectory();
    }
}
