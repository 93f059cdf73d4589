package dev.emend.cli.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.Teams;
import dev.emend.cli.console.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChainTest {

    private static final String CHAIN = """
            # Two steps.
            name: teams
            inputs: [message]
            steps:
              - name: gist
                prompt: seed.prompty   # the first
              - name: mark
                tool: [sh, mark.sh]
                reads: [gist]
              - name: team
                prompt: team.prompty
                labels: [billing, delivery, returns, security]
            """;

    private final AnsweringServer server = new AnsweringServer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path task;

    @BeforeEach
    void writeTask() throws IOException {
        task = Teams.write(folder, server.model(), 900);
        Files.writeString(task, Files.readString(task).replace("prompt: seed.prompty", "chain: chain.yaml"));
        Files.writeString(folder.resolve("chain.yaml"), CHAIN);
        Files.writeString(
                folder.resolve("team.prompty"),
                "---\nname: team\n---\nsystem:\nName the team.\n\nuser:\nIt is about {{gist}} {{mark}}\n");
        Files.writeString(folder.resolve("mark.sh"), "read line\necho '{\"output\": \"(marked)\"}'\n");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private EmendCommand emend(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--workspace", folder.resolve("workspace").toString()));
        return EmendCommand.run(all.toArray(String[]::new));
    }

    @Test
    void promotedPromptsStandNextToAChainThatNamesThem() throws IOException {
        EmendCommand optimized = emend("optimize", task.toString());

        assertThat(optimized.status()).as(optimized.err() + optimized.out()).isZero();
        assertThat(optimized.out()).startsWith("promoted").contains("chain.emended.yaml", "blamed for");
        assertThat(folder.resolve("chain.yaml")).hasContent(CHAIN);
        String changed = Files.readString(folder.resolve("chain.emended.yaml"));
        assertThat(changed).contains("prompt: chain.emended.gist.prompty").contains("tool: [sh, mark.sh]");
        assertThat(folder.resolve("chain.emended.gist.prompty")).exists();
        assertThat(server.bodies()).hasSizeLessThanOrEqualTo(900).doesNotHaveDuplicates();

        EmendCommand run = emend(
                "run",
                folder.resolve("chain.emended.yaml").toString(),
                "--data",
                folder.resolve("messages.jsonl").toString(),
                "--model",
                server.model());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .hasSize(160)
                .allSatisfy(line -> assertThat(line).contains("\"output\""));

        EmendCommand evaluated = emend(
                "evaluate",
                "--task",
                task.toString(),
                folder.resolve("chain.yaml").toString(),
                folder.resolve("chain.emended.yaml").toString(),
                "--json");
        assertThat(evaluated.status()).as(evaluated.err()).isZero();

        EmendCommand shown = emend("show");
        assertThat(shown.out()).contains("+++ ", "of the champion", "blamed for");
        assertThat(folder.resolve("workspace/runs/teams-1/report.html"))
                .content()
                .contains("Which step was to blame", "The chain to use");
    }

    @Test
    void aRunThatWasCutShortGoesOnAsItWouldHaveThoughTheFilesAreGone() throws IOException {
        server.onRequest(number -> {
            if (number == 150) {
                server.failWith(401);
            }
        });
        assertThat(emend("optimize", task.toString(), "--quiet").status()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
        for (String file : List.of("gist", "team", "seed")) {
            Files.deleteIfExists(folder.resolve(file + ".prompty"));
        }
        server.onRequest(number -> {});
        server.failWith(200);

        EmendCommand resumed = emend("resume", "--json");

        assertThat(resumed.status()).as(resumed.err()).isZero();
        JsonNode result = JsonMapper.shared().readTree(resumed.out());
        assertThat(result.path("verdict").asString()).isEqualTo("promoted");
        assertThat(result.path("steps").size()).isEqualTo(2);
        EmendCommand replayed = emend("replay", "teams-1");
        assertThat(replayed.status()).as(replayed.err()).isZero();
    }

    @Test
    void aToolThatIsGoneIsMissedOnlyWhereItIsAsked() throws IOException {
        Path mark = folder.resolve("mark.sh");
        String script = "#!/bin/sh\n" + Files.readString(mark);
        Files.writeString(folder.resolve("chain.yaml"), CHAIN.replace("[sh, mark.sh]", "[./mark.sh]"));
        writeProgram(mark, script);
        server.onRequest(number -> {
            if (number == 5) {
                server.failWith(401);
            }
        });
        assertThat(emend("optimize", task.toString(), "--quiet").status()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
        server.onRequest(number -> {});
        server.failWith(200);

        Files.delete(mark);
        assertThat(emend("show").status()).isZero();
        EmendCommand missed = emend("resume");
        assertThat(missed.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(missed.err()).contains("chain.yaml:8", "there is no such program");

        writeProgram(mark, script);
        EmendCommand resumed = emend("resume", "--json");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("\"promoted\"");

        Files.delete(mark);
        assertThat(emend("show").status()).isZero();
        EmendCommand replayed = emend("replay", "teams-1");
        assertThat(replayed.status()).as(replayed.err()).isZero();
        Files.writeString(folder.resolve("chain.yaml"), CHAIN);
        Files.writeString(mark, script);
        EmendCommand later = emend("optimize", task.toString(), "--from", "teams-1");
        assertThat(later.status()).as(later.err()).isZero();
    }

    @Test
    void whoOnlyLooksUsesNoTool() throws Exception {
        Files.writeString(
                folder.resolve("mark.sh"), "echo used >> used.log\n" + Files.readString(folder.resolve("mark.sh")));
        server.onRequest(number -> {
            if (number == 150) {
                server.failWith(401);
            }
        });
        assertThat(emend("optimize", task.toString(), "--quiet").status()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
        Path used = folder.resolve("used.log");
        assertThat(used).isNotEmptyFile();
        Files.delete(used);
        forgetToolResults();

        EmendCommand shown = emend("show");

        assertThat(shown.status()).as(shown.err()).isZero();
        assertThat(shown.out()).startsWith("not finished");
        assertThat(used).doesNotExist();
    }

    /** As where the process was killed before its tools were done. */
    private void forgetToolResults() throws SQLException {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("workspace/journal.db"));
                Statement statement = journal.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM entry WHERE purpose = 'TOOL'"))
                    .isPositive();
        }
    }

    private static void writeProgram(Path file, String script) throws IOException {
        Files.writeString(file, script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aLaterRunGoesOnFromTheChainThatAnEarlierOneFound() throws IOException {
        assertThat(emend("optimize", task.toString()).status()).isZero();

        EmendCommand later = emend("optimize", task.toString(), "--from", "teams-1");

        assertThat(later.status()).as(later.err()).isZero();
        assertThat(later.out() + later.err())
                .contains("the chain of run teams-1 on the new examples", "The chain of run teams-1 scored");
        assertThat(emend("replay", "teams-2").status()).isZero();
    }

    @Test
    void aChainWithOtherStepsDoesNotGoOn() throws IOException {
        assertThat(emend("optimize", task.toString()).status()).isZero();
        Files.writeString(folder.resolve("chain.yaml"), CHAIN.replace("- name: team\n", "- name: squad\n"));

        EmendCommand refused = emend("optimize", task.toString(), "--from", "teams-1");

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("squad", "that of run teams-1");
    }

    @Test
    void nothingThatIsNotEmendsIsOverwritten() throws IOException {
        Files.writeString(folder.resolve("chain.emended.gist.prompty"), "mine");

        EmendCommand refused = emend("optimize", task.toString());

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("chain.emended.gist.prompty", "did not write");
        assertThat(server.bodies()).isEmpty();
    }

    @Test
    void chainsInOneFolderKeepTheirOwnPrompts() throws IOException {
        assertThat(emend("optimize", task.toString()).status()).isZero();
        Path promoted = folder.resolve("chain.emended.gist.prompty");
        String first = Files.readString(promoted);
        Files.copy(folder.resolve("chain.yaml"), folder.resolve("other.yaml"));
        Files.writeString(task, Files.readString(task).replace("chain: chain.yaml", "chain: other.yaml"));

        EmendCommand second = emend("optimize", task.toString(), "--seed", "2");

        assertThat(second.status()).as(second.err()).isZero();
        assertThat(folder.resolve("other.emended.yaml")).content().contains("prompt: other.emended.");
        assertThat(promoted).hasContent(first);
    }

    @Test
    void aPromptThatTheUsersOwnChainNamesIsNotOverwritten() throws IOException {
        assertThat(emend("optimize", task.toString()).status()).isZero();
        Files.move(folder.resolve("chain.emended.yaml"), folder.resolve("mine.yaml"));
        Files.writeString(task, Files.readString(task).replace("chain: chain.yaml", "chain: mine.yaml"));
        server.forget();

        EmendCommand refused = emend(
                "optimize",
                task.toString(),
                "--out",
                folder.resolve("chain.emended.yaml").toString());

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("chain.emended.gist.prompty", "which your own chain names", "--out");
        assertThat(server.bodies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "prompt"})
    void aChainOfOneStepBecomesAChainOfOneStep(String step) throws IOException {
        Files.writeString(
                folder.resolve("chain.yaml"),
                "inputs: [message]\nsteps:\n  - {name: %s, prompt: seed.prompty, writes: answer}\n".formatted(step));

        EmendCommand optimized = emend("optimize", task.toString());

        assertThat(optimized.status()).as(optimized.err() + optimized.out()).isZero();
        assertThat(folder.resolve("chain.emended.yaml"))
                .content()
                .contains("{name: %1$s, prompt: chain.emended.%1$s.prompty, writes: answer}".formatted(step));
        EmendCommand evaluated = emend(
                "evaluate",
                "--task",
                task.toString(),
                folder.resolve("seed.prompty").toString(),
                folder.resolve("chain.emended.yaml").toString(),
                "--json");
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(emend("show").out()).contains("of the champion", "blamed for");
        assertThat(emend("replay", "teams-1").status()).isZero();
    }

    @Test
    void whatTheChainLacksIsSaidWithItsLine() throws IOException {
        Files.writeString(folder.resolve("chain.yaml"), CHAIN.replace("reads: [gist]", "reads: [gyst]"));

        EmendCommand refused = emend("optimize", task.toString());

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("chain.yaml:7", "\"mark\" reads the variable \"gyst\"", "Maybe one of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Note 15838:", "It is about security"})
    void whatAChainHadAnsweredWhereAModelFailsIsWritten(String denied) throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("messages.jsonl"));
        Path few = Files.write(folder.resolve("few.jsonl"), rows.subList(0, 2));
        Path out = folder.resolve("answers.jsonl");
        String[] command = {
            "run",
            folder.resolve("chain.yaml").toString(),
            "--data",
            few.toString(),
            "--model",
            server.model(),
            "--out",
            out.toString()
        };
        EmendCommand first = emend(command);
        assertThat(first.status()).as(first.err()).isZero();
        List<String> answered = Files.readAllLines(out);

        server.deny(denied);
        Files.write(few, rows.subList(0, 3));
        Files.delete(out);
        EmendCommand failed = emend(command);

        assertThat(failed.status()).as(failed.err()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
        assertThat(failed.err()).contains("note: 2 of 3 rows are answered, in ");
        assertThat(Files.readAllLines(out)).isEqualTo(answered);
    }

    @Test
    void aRowWithoutTheChainsInputIsRefused() throws IOException {
        Path rows = Files.writeString(folder.resolve("other.jsonl"), "{\"text\": \"hello\"}\n");

        EmendCommand refused = emend(
                "run", folder.resolve("chain.yaml").toString(), "--data", rows.toString(), "--model", server.model());

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(Stream.of(refused.err())).allSatisfy(text -> assertThat(text).contains("message"));
    }

    /** Each request of the second step has what the tool said. */
    private List<String> marks() {
        return server.bodies().stream()
                .flatMap(body -> Stream.of("(marked)", "(changed)", "(other)").filter(body::contains))
                .distinct()
                .sorted()
                .toList();
    }

    private EmendCommand evaluate(Path... chains) {
        server.forget();
        List<String> command = new ArrayList<>(List.of("evaluate", "--task", task.toString(), "--quiet"));
        for (Path chain : chains) {
            command.add(chain.toString());
        }
        return emend(command.toArray(String[]::new));
    }

    @Test
    void theSameCommandInAnotherFolderOrWithAChangedFileIsAnotherTool() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        for (String file : List.of("chain.yaml", "seed.prompty", "team.prompty")) {
            Files.copy(folder.resolve(file), other.resolve(file));
        }
        String mark = Files.readString(folder.resolve("mark.sh"));
        Files.writeString(other.resolve("mark.sh"), mark.replace("(marked)", "(other)"));

        EmendCommand both = evaluate(folder.resolve("chain.yaml"), other.resolve("chain.yaml"));

        assertThat(both.status()).as(both.err()).isZero();
        assertThat(marks()).containsExactly("(marked)", "(other)");
        evaluate(folder.resolve("chain.yaml"));
        assertThat(server.bodies()).as("nothing has changed").isEmpty();
        Files.writeString(folder.resolve("mark.sh"), mark.replace("(marked)", "(changed)"));
        evaluate(folder.resolve("chain.yaml"));
        assertThat(marks()).containsExactly("(changed)");
    }

    @Test
    void aRunIsReplayedWithWhatItsToolsGaveThen() throws IOException {
        assertThat(emend("optimize", task.toString()).status()).isZero();
        Files.writeString(
                folder.resolve("mark.sh"),
                Files.readString(folder.resolve("mark.sh")).replace("(marked)", "(changed)"));

        EmendCommand replayed = emend("replay", "teams-1");

        assertThat(replayed.status()).as(replayed.err()).isZero();
    }
}
