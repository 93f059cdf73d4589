package dev.emend.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.Teams;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {

    private static final int EXAMPLES = 40;

    private final AnsweringServer server = new AnsweringServer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void writeTask() throws IOException {
        Teams.write(folder, server.model(), 400);
        Files.writeString(
                folder.resolve("other.prompty"),
                Files.readString(folder.resolve("seed.prompty")).replace("Name the team.", "Name the right team."));
        Files.writeString(
                folder.resolve("warm.prompty"),
                Files.readString(folder.resolve("seed.prompty"))
                        .replace("name: teams", "name: teams\nmodel: {options: {temperature: 0.8}}"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private EmendCommand evaluate(String... more) {
        List<String> command = new ArrayList<>(List.of("evaluate"));
        command.addAll(List.of(more));
        command.addAll(List.of("--task", path("task.yaml"), "--workspace", path("workspace")));
        return EmendCommand.run(command.toArray(String[]::new));
    }

    private void refused(String[] command, String... messages) {
        EmendCommand evaluated = evaluate(command);
        assertThat(evaluated.status()).as(evaluated.err()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(evaluated.err()).contains(messages).doesNotContain("\tat ");
        assertThat(server.bodies()).isEmpty();
    }

    @Test
    void everyPromptIsComparedWithTheFirst() {
        EmendCommand evaluated = evaluate(path("seed.prompty"), path("other.prompty"), "--worst", "1");
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.out())
                .contains("against first", "p (Holm)", "most confused", "Cost and time", "Worst answers", "feedback")
                .doesNotContain("\u001b");
        assertThat(server.bodies()).hasSize(2 * EXAMPLES);
    }

    @Test
    void aModelThatRejectsEveryRequestIsToldWithItsReasonAndNotScored() throws IOException {
        Path task = folder.resolve("task.yaml");
        Files.writeString(task, Files.readString(task).replace("validation: 40", "validation: 4"));
        server.failWith(400);

        EmendCommand evaluated = evaluate(path("seed.prompty"));

        assertThat(evaluated.status()).as(evaluated.err()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
        assertThat(evaluated.out()).isEmpty();
        assertThat(evaluated.err()).contains(server.model() + " answered no request", "out of order");
    }

    @Test
    void aMetaModelThatIsNotAskedNeedsNoKeyThoughJudgesAreAsked() throws IOException {
        Path task = folder.resolve("task.yaml");
        Files.writeString(
                task,
                Files.readString(task)
                        .replace("metric: label", "metric: {name: judge, rubric: Right.}")
                        .replace("meta: same", "meta: \"openai:gpt-4.1\", judge: \"" + server.model() + "\""));

        EmendCommand evaluated =
                evaluate(path("seed.prompty"), "--budget", "usd=1", "--price", server.model() + "=0.1/0.1");

        assertThat(evaluated.status()).as(evaluated.err()).isZero();
    }

    @Test
    void howPromptsCarryOverToOtherModelsIsATable() {
        try (AnsweringServer second = new AnsweringServer()) {
            String[] command = {
                path("seed.prompty"), path("other.prompty"), "--model", server.model(), "--model", second.model()
            };

            EmendCommand evaluated = evaluate(command);

            assertThat(evaluated.status()).as(evaluated.err()).isZero();
            assertThat(evaluated.out())
                    .contains("task model = " + server.model(), "task model = " + second.model())
                    .contains("answered by " + server.model() + ", " + second.model());
            assertThat(server.bodies()).hasSize(2 * EXAMPLES);
            assertThat(second.bodies()).hasSize(2 * EXAMPLES);
            server.forget();
            List<String> train = new ArrayList<>(List.of(command));
            train.addAll(List.of("--split", "train"));
            refused(train.toArray(String[]::new), "each train example stands for one of the task models");
            command[command.length - 1] = server.model();
            refused(command, "is named twice");
        }
    }

    @Test
    void aPromptThatIsAddedCostsItsOwnAnswersAlone() {
        evaluate(path("seed.prompty"));
        server.forget();
        EmendCommand again = evaluate(path("other.prompty"), path("seed.prompty"));
        assertThat(server.bodies()).hasSize(EXAMPLES);
        assertThat(again.err()).contains("going on from 40 calls");
    }

    @Test
    void aPromptUnderTwoNamesIsPaidForOnce() throws IOException {
        Files.writeString(
                folder.resolve("copy.prompty"),
                Files.readString(folder.resolve("seed.prompty")).replace("name: teams", "name: copy"));

        EmendCommand evaluated = evaluate(path("seed.prompty"), path("copy.prompty"), "--json");
        EmendCommand again = evaluate(path("seed.prompty"), path("copy.prompty"), "--json");

        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(server.bodies()).hasSize(EXAMPLES);
        assertThat(again.out()).isEqualTo(evaluated.out());
        assertThat(evaluated.out()).containsPattern("\"spent\" ?: ?\\{\\s*\"calls\" ?: ?" + EXAMPLES + "\\D");
    }

    @Test
    void repeatedAnswersAreDrawnUnderSeedsOfTheirOwnAndOnlyWhereTheyCanVary() {
        EmendCommand evaluated = evaluate(path("seed.prompty"), path("warm.prompty"), "--repeat", "3", "--json");
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(Set.copyOf(server.bodies())).hasSize(4 * EXAMPLES);
        assertThat(evaluated.out()).contains("\"passEvery\":", "at temperature 0", "\"draws\":3");
    }

    @Test
    void pageAndTestReportAreWritten() throws IOException {
        EmendCommand evaluated = evaluate(
                path("seed.prompty"),
                "--slice",
                "expected",
                "--html",
                path("out/page.html"),
                "--junit",
                path("out/tests.xml"),
                "--min-score",
                "0.99");
        assertThat(evaluated.status()).as(evaluated.err()).isEqualTo(ExitStatus.BELOW_REQUIREMENT);
        assertThat(evaluated.out()).contains("Slices", "expected = billing", "below");
        assertThat(Files.readString(folder.resolve("out/page.html"))).contains("<svg", "Confusion matrix");
        assertThat(Files.readString(folder.resolve("out/tests.xml"))).contains("<testsuites", "<failure");
    }

    @Test
    void aBudgetThatEndsKeepsWhatItPaidFor() {
        EmendCommand stopped = evaluate(path("seed.prompty"), path("other.prompty"), "--budget", "calls=50");
        assertThat(stopped.status()).as(stopped.err()).isEqualTo(ExitStatus.NO_VERDICT);
        assertThat(stopped.err()).contains("budget-calls", "10 of 40 answers", "other.prompty", "larger --budget");
        assertThat(stopped.out()).isEmpty();
        EmendCommand object = evaluate(path("seed.prompty"), path("other.prompty"), "--budget", "calls=50", "--json");
        assertThat(object.out()).contains("\"stopped\":\"budget-calls\"", "\"spent\":{\"calls\":50");
        assertThat(server.bodies()).hasSize(50);
        assertThat(evaluate(path("seed.prompty"), path("other.prompty"), "--budget", "calls=80")
                        .status())
                .isZero();
        assertThat(server.bodies()).hasSize(2 * EXAMPLES);
    }

    @Test
    void wrongInputIsSaidBeforeACall() throws IOException {
        String seed = path("seed.prompty");
        refused(new String[] {seed, "--split", "valdation"}, "valdation", "validation");
        refused(new String[] {seed, seed}, "given twice");
        refused(new String[] {seed, "--min-score", "80"}, "--min-score", "0.8");
        refused(new String[] {seed, "--slice", "langage"}, "langage", "message");
        refused(new String[] {seed, "--repeat", "0"}, "--repeat");
        Path messages = folder.resolve("messages.jsonl");
        String rows = Files.readString(messages);
        Files.writeString(messages, rows.replaceAll("(\"id\": \"m\\d*[02468]\")", "$1, \"thread\": \"7\""));
        refused(new String[] {seed, "--group", "thread"}, "thread", "messages.jsonl");
        Files.writeString(messages, rows);
        refused(new String[] {seed, "--budget", "usd=1"}, "US dollars", "--price");
        refused(new String[] {seed, "--html", seed}, "overwrite");
        refused(new String[] {seed, "--junit", path("messages.jsonl")}, "overwrite", "messages.jsonl");
        Files.writeString(
                folder.resolve("lost.prompty"),
                Files.readString(folder.resolve("seed.prompty")).replace("{{message}}", "{{text}}"));
        refused(new String[] {seed, path("lost.prompty")}, "{{text}}", "lost.prompty", "messages.jsonl");
    }

    @Test
    void answersThatWereCutOffAreToldOf() {
        server.cutOff();

        assertThat(evaluate(path("seed.prompty")).out())
                .contains(EXAMPLES + " of " + EXAMPLES + " answers were cut off.");
    }

    @Test
    void whatAPromptShowsAndWhatItSendsAsItStandsIsSaid() throws IOException {
        StringBuilder shown = new StringBuilder("name: teams\ndemonstrations:\n");
        for (String row : Files.readAllLines(folder.resolve("messages.jsonl"))) {
            shown.append("  - inputs: {message: \"")
                    .append(row.replaceAll(".*\"message\": \"([^\"]*)\".*", "$1"))
                    .append("\"}\n    output: billing\n");
        }
        Files.writeString(
                folder.resolve("showing.prompty"),
                Files.readString(folder.resolve("seed.prompty"))
                        .replace("name: teams\n", shown)
                        .replace("Name the team.", "Name the team of {{the sender}}."));

        EmendCommand evaluated = evaluate(path("showing.prompty"));

        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.out() + evaluated.err())
                .contains("shows 40 of these 40 examples")
                .contains("sends {{the sender}} as it stands");
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void anEvaluationThatIsKilledGoesOnWithTheSameCommand() throws Exception {
        AtomicReference<@Nullable Process> child = new AtomicReference<>();
        server.onRequest(number -> {
            Process process = child.get();
            if (number == 20 && process != null) {
                process.destroyForcibly();
            }
        });
        Process killed = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.emend.cli.Emend",
                        "evaluate",
                        path("seed.prompty"),
                        "--task",
                        path("task.yaml"),
                        "--workspace",
                        path("workspace"),
                        "--parallel",
                        "1",
                        "--quiet")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        child.set(killed);
        assertThat(killed.waitFor()).isNotZero();
        int before = server.bodies().size();

        EmendCommand resumed = evaluate(path("seed.prompty"), "--parallel", "1");

        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.err()).containsPattern("going on from (18|19) calls");
        assertThat(server.bodies().size() - before).isBetween(EXAMPLES - 20, EXAMPLES - 18);
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
}
