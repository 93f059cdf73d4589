package dev.emend.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.Teams;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.Json;
import dev.emend.cli.output.TextOutput;
import dev.emend.format.prompt.PromptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    void aRowWithoutAContextIsAnsweredFromThePassagesThatFitIt() throws IOException {
        Files.writeString(
                folder.resolve("ask.prompty"),
                "---\nname: ask\n---\nsystem:\nAnswer.\n\nuser:\n{{context}}\nQ: {{question}}\n");
        Files.writeString(folder.resolve("passages.txt"), "Parcels leave on Friday.\nBills are due in May.\n");
        Files.writeString(folder.resolve("questions.jsonl"), "{\"question\": \"When are bills due?\"}\n");
        String[] command = {
            "run",
            path("ask.prompty"),
            "--data",
            path("questions.jsonl"),
            "--retrieve",
            path("passages.txt"),
            "--k",
            "1",
            "--model",
            server.model(),
            "--workspace",
            path("workspace")
        };

        EmendCommand answered = EmendCommand.run(command);

        assertThat(answered.status()).as(answered.err()).isZero();
        assertThat(answered.out()).contains("\"context\":\"[1] Bills are due in May.\"");
        assertThat(server.bodies())
                .singleElement()
                .satisfies(body -> assertThat(body.toString())
                        .contains("[1] Bills are due in May.")
                        .doesNotContain("Friday"));
        command[5] = path("gone.txt");
        assertThat(EmendCommand.run(command).err()).contains("there is no file");
    }

    @Test
    void answersEndWithTheBudgetAndGoOnWithMore() throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("messages.jsonl")).subList(0, 20);
        Files.write(folder.resolve("new.jsonl"), rows);
        List<String> command = List.of(
                "run",
                path("seed.prompty"),
                "--data",
                path("new.jsonl"),
                "--model",
                server.model(),
                "--workspace",
                path("workspace"));

        EmendCommand stopped = EmendCommand.run(Stream.concat(command.stream(), Stream.of("--budget", "calls=7"))
                .toArray(String[]::new));
        assertThat(stopped.status()).as(stopped.err()).isEqualTo(ExitStatus.NO_VERDICT);
        assertThat(stopped.out().lines()).hasSize(7);
        assertThat(stopped.err()).contains("after 7 of 20 rows were answered");

        EmendCommand unpriced = EmendCommand.run(
                Stream.concat(command.stream(), Stream.of("--budget", "usd=1")).toArray(String[]::new));
        assertThat(unpriced.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(unpriced.err()).contains("add --price \"" + server.model());

        EmendCommand whole = EmendCommand.run(Stream.concat(
                        command.stream(), Stream.of("--budget", "usd=1", "--price", server.model() + "=0.40/1.60"))
                .toArray(String[]::new));
        assertThat(whole.status()).as(whole.err()).isZero();
        assertThat(whole.out().lines()).hasSize(20);
        assertThat(server.bodies()).hasSize(20);
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
        EmendCommand empty = EmendCommand.run("render", path("seed.prompty"));
        assertThat(empty.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(empty.err()).contains("nothing fills the placeholders [message]", "Maybe write --set message=…");
    }

    @Test
    void aTaskFileIsNoPrompt() {
        EmendCommand run = EmendCommand.run("run", path("task.yaml"), "--data", path("messages.jsonl"));
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("this is a task file", "emend optimize");
    }

    @Test
    void whoOnlyLooksCreatesNoWorkspace() {
        assertThat(EmendCommand.run("runs", "--workspace", path("nope")).err()).contains("no runs in");
        EmendCommand shown = EmendCommand.run("show", "--workspace", path("nope"));
        assertThat(shown.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(shown.err()).contains("there is no workspace", "Maybe --workspace names another one");
        assertThat(folder.resolve("nope")).doesNotExist();
    }

    @Test
    void anAnswerThatWasCutOffIsToldFromAWholeOne() {
        server.cutOff();
        EmendCommand run = EmendCommand.run(
                "run",
                path("seed.prompty"),
                "--data",
                path("messages.jsonl"),
                "--model",
                server.model(),
                "--workspace",
                path("workspace"));
        assertThat(run.out()).contains("\"finish\":\"length\"");
        assertThat(run.err()).contains("160 answers were cut off at the length limit", "maxOutputTokens");
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
    void whatInitCannotReadBackIsNotLeftLyingThere() {
        for (String[] wrong : new String[][] {{"--metric", "labl"}, {"--model", "opnai:x"}, {"--split", "40,0,40"}}) {
            EmendCommand refused =
                    EmendCommand.run("init", path("messages.jsonl"), "--into", path("new"), wrong[0], wrong[1]);
            assertThat(refused.status()).as(wrong[1]).isEqualTo(ExitStatus.WRONG_INPUT);
            assertThat(folder.resolve("new/task.yaml")).doesNotExist();
            assertThat(folder.resolve("new/seed.prompty")).doesNotExist();
        }
    }

    @Test
    void anOutputThatIsALinkStaysOne() throws IOException {
        Path target = Files.writeString(folder.resolve("target.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), target.getFileName());

        TextOutput.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void numbersThatMeanNothingAreRefused() {
        EmendCommand parallel = EmendCommand.run(
                "run",
                path("seed.prompty"),
                "--data",
                path("messages.jsonl"),
                "--model",
                server.model(),
                "--parallel",
                "-1");
        assertThat(parallel.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(parallel.err()).contains("--parallel must be at least 1, not -1");
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
}
