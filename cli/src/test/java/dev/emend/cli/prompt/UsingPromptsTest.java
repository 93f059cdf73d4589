package dev.emend.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.Teams;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
                .startsWith("{\"id\":\"m0\",\"inputs\":{\"message\":\"Note 0: ")
                .contains("},\"output\":\"", "\"usage\":{\"prompt\":");
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
    void whatOnePromptAnsweredAnotherCanReadWithItsInputs() throws IOException {
        Files.writeString(folder.resolve("ask.prompty"), "---\nname: ask\n---\nuser:\nQ: {{question}}\n");
        Files.writeString(
                folder.resolve("check.prompty"),
                "---\nname: check\n---\nuser:\nIs {{output}} right for {{question}}\n");
        Files.writeString(folder.resolve("questions.jsonl"), "{\"id\": \"may\", \"question\": \"When?\"}\n");

        EmendCommand asked = answered("ask.prompty", "questions.jsonl", "asked.jsonl");
        EmendCommand checked = answered("check.prompty", "asked.jsonl", "checked.jsonl");

        assertThat(asked.status()).as(asked.err()).isZero();
        assertThat(folder.resolve("asked.jsonl"))
                .content()
                .startsWith("{\"id\":\"may\",\"inputs\":{\"question\":\"When?\"},\"output\":");
        assertThat(checked.status()).as(checked.err()).isZero();
        assertThat(server.bodies().getLast().toString()).contains("right for When?");
    }

    private EmendCommand answered(String prompt, String data, String out) {
        return EmendCommand.run(
                "run",
                path(prompt),
                "--data",
                path(data),
                "--out",
                path(out),
                "--model",
                server.model(),
                "--workspace",
                path("workspace"));
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
    void aSystemMessageOfBlanksIsNoMessage() throws IOException {
        Path own = folder.resolve("own.prompty");
        Files.writeString(own, "---\nname: own\n---\nsystem:\n\nuser:\n{{message}}\n");

        assertThat(EmendCommand.run("render", own.toString(), "--set", "message=x", "--json")
                        .out())
                .contains("\"content\" : \"x\"")
                .doesNotContain("system");
    }

    @Test
    void aTaskFileIsNoPrompt() {
        EmendCommand run = EmendCommand.run("run", path("task.yaml"), "--data", path("messages.jsonl"));
        assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(run.err()).contains("this is a task file", "emend optimize");
    }

    private EmendCommand answered(String data) {
        return EmendCommand.run(
                "run",
                path("seed.prompty"),
                "--data",
                path(data),
                "--model",
                server.model(),
                "--workspace",
                path("workspace"));
    }

    @Test
    void anAnswerThatWasCutOffIsToldFromAWholeOne() {
        server.cutOff();
        EmendCommand run = answered("messages.jsonl");
        assertThat(run.out()).contains("\"finish\":\"length\"");
        assertThat(run.err()).contains("160 answers were cut off at the length limit", "maxOutputTokens");
    }

    @Test
    void anAnswerThatWasHeldBackIsToldFromAWholeOne() {
        server.holdBack();
        EmendCommand run = answered("messages.jsonl");
        assertThat(run.out()).contains("\"finish\":\"filtered\"");
        assertThat(run.err()).contains("160 answers were held back by the provider's filter");
    }

    @Test
    void aRowWhoseReplyCannotBeReadKeepsNoOtherFromItsAnswer() throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("messages.jsonl")).subList(0, 5);
        Files.write(folder.resolve("few.jsonl"), rows);
        server.garble("Note 15838:");
        EmendCommand run = answered("few.jsonl");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .hasSize(5)
                .filteredOn(line -> line.contains("\"error\""))
                .hasSize(1);
        assertThat(run.err())
                .contains("1 row was not answered, the first (m2) since 3 times in a row: ")
                .doesNotContain("proxy");
    }

    @Test
    void whatIsAnsweredWhereTheModelFailsIsWrittenAllTheSame() throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("messages.jsonl"));
        String[] command = {
            "run",
            path("seed.prompty"),
            "--data",
            path("few.jsonl"),
            "--model",
            server.model(),
            "--out",
            path("answers.jsonl"),
            "--workspace",
            path("workspace")
        };
        server.deny("Note 15838:");
        Files.write(folder.resolve("few.jsonl"), rows.subList(2, 3));
        assertThat(EmendCommand.run(command).status()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
        assertThat(folder.resolve("answers.jsonl")).doesNotExist();
        Files.write(folder.resolve("few.jsonl"), rows.subList(0, 2));
        assertThat(EmendCommand.run(command).status()).isZero();
        List<String> answered = Files.readAllLines(folder.resolve("answers.jsonl"));

        Files.write(folder.resolve("few.jsonl"), rows.subList(0, 3));
        Files.delete(folder.resolve("answers.jsonl"));
        EmendCommand run = EmendCommand.run(command);

        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
        assertThat(run.err())
                .contains("note: 2 of 3 rows are answered, in ", "; the first that is not is m2")
                .contains("What was paid for is kept");
        assertThat(Files.readAllLines(folder.resolve("answers.jsonl"))).isEqualTo(answered);
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
    void aPromptThatWasOptimizedForSeveralModelsIsAnsweredByTheOneThatIsNamed() throws IOException {
        Path prompt = folder.resolve("seed.prompty");
        Files.writeString(
                prompt,
                Files.readString(prompt)
                        .replace(
                                "name: teams\n",
                                "name: teams\nmetadata: {emend: {models: {task: [embedded, \"" + server.model()
                                        + "\"]}}}\n"));
        String[] command = {"run", prompt.toString(), "--data", path("messages.jsonl"), "--workspace", path("workspace")
        };

        EmendCommand unnamed = EmendCommand.run(command);

        assertThat(unnamed.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(unnamed.err())
                .contains("the prompt was optimized for embedded and " + server.model())
                .contains("Maybe name one of them with --model.");
        assertThat(server.bodies()).isEmpty();
        assertThat(answered("messages.jsonl").status()).isZero();
    }

    @Test
    void halfASurrogatePairInARowKeepsNoAnswerFromItsFile() throws IOException {
        Files.writeString(
                folder.resolve("halves.jsonl"),
                "{\"message\": \"Half \\ud83d for billing\"}\n{\"message\": \"Für billing\"}\n");

        EmendCommand run = answered("seed.prompty", "halves.jsonl", "answers.jsonl");

        assertThat(run.status()).as(run.err()).isZero();
        List<String> answers = Files.readAllLines(folder.resolve("answers.jsonl"));
        assertThat(Json.read(answers.getFirst()))
                .containsEntry("inputs", Map.of("message", "Half \ud83d for billing"))
                .containsKey("output");
        assertThat(answers.getLast()).contains("Für billing");
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
}
