package dev.emend.cli.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.Teams;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.Json;
import dev.emend.cli.output.TextOutput;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.format.prompt.PromptFile;
import dev.emend.journal.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OptimizeTest {

    private final AnsweringServer server = new AnsweringServer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path task;

    @BeforeEach
    void writeTask() throws IOException {
        task = Teams.write(folder, server.model(), 400);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private EmendCommand optimize(String... more) {
        return emend("optimize", task.toString(), more);
    }

    private EmendCommand emend(String command, String argument, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = command;
        arguments[1] = argument;
        System.arraycopy(more, 0, arguments, 2, more.length);
        arguments[arguments.length - 2] = "--workspace";
        arguments[arguments.length - 1] = folder.resolve("workspace").toString();
        return EmendCommand.run(arguments);
    }

    @Test
    void aPromotedPromptStandsNextToTheUsersOwnWithWhereItComesFrom() throws IOException {
        String own = Files.readString(folder.resolve("seed.prompty"));

        EmendCommand optimized = optimize();

        assertThat(optimized.status()).as(optimized.err()).isZero();
        assertThat(optimized.out()).startsWith("promoted").contains("emend diff ", "report.html");
        assertThat(optimized.err()).contains("best so far").contains("hold-out of 60 examples");
        assertThat(folder.resolve("seed.prompty")).hasContent(own);
        assertThat(Files.readString(folder.resolve("seed.emended.prompty")))
                .contains("verdict: promoted", "run: teams-1", "test: exact McNemar", "demonstrations:", "lineage:");
        assertThat(folder.resolve("workspace/runs/teams-1/report.html")).isNotEmptyFile();
        assertThat(server.bodies()).hasSizeLessThanOrEqualTo(400).doesNotHaveDuplicates();
    }

    @Test
    void jsonIsOneObjectAndAllThatStandsOnStandardOutput() {
        EmendCommand optimized =
                optimize("--json", "--out", folder.resolve("best.prompty").toString());

        assertThat(optimized.out().strip()).doesNotContain("\n");
        JsonNode result = JsonMapper.shared().readTree(optimized.out());
        assertThat(result.path("run").asString()).isEqualTo("teams-1");
        assertThat(result.path("verdict").asString()).isEqualTo("promoted");
        assertThat(result.at("/seed/prompt").asString())
                .isEqualTo(folder.resolve("seed.prompty").toString());
        assertThat(result.at("/champion/prompt").asString())
                .isEqualTo(folder.resolve("best.prompty").toString());
        assertThat(result.at("/champion/score").asDouble())
                .isGreaterThan(result.at("/seed/score").asDouble());
        assertThat(result.at("/champion/interval").size()).isEqualTo(2);
        assertThat(result.at("/champion/n").asInt()).isEqualTo(60);
        assertThat(result.at("/difference/interval").size()).isEqualTo(2);
        assertThat(result.at("/difference/p").asDouble()).isLessThan(0.05);
        assertThat(result.path("spent").propertyNames()).contains("calls", "tokens", "usd", "seconds");
        assertThat(result.path("stopped").asString()).isEqualTo("budget-calls");
    }

    @Test
    void aPromptThatTwoTasksShareIsProvedOnBothAndReplays() throws IOException {
        for (String name : List.of("letters", "calls")) {
            Files.writeString(
                    folder.resolve(name + ".jsonl"),
                    Files.readString(folder.resolve("messages.jsonl")).replace("Note", name));
            Files.writeString(
                    folder.resolve(name + ".yaml"),
                    Files.readString(task)
                            .replace("name: teams", "name: " + name)
                            .replace("messages.jsonl", name + ".jsonl")
                            .replace(
                                    "train: 40, validation: 40, holdout: 60",
                                    "train: 20, validation: 20, holdout: 40"));
        }
        Files.writeString(
                folder.resolve("shared.prompty"), "---\nname: shared\n---\nsystem:\nBe exact.\n\nuser:\n{{request}}\n");
        task = Files.writeString(folder.resolve("task.yaml"), """
                name: both
                prompt: shared.prompty
                tasks: [letters.yaml]
                unseen: [calls.yaml]
                aim: worst
                models: {task: "%s"}
                budget: {calls: 400}
                """.formatted(server.model()));

        EmendCommand optimized = optimize();

        assertThat(optimized.status()).as(optimized.err()).isZero();
        assertThat(optimized.out()).contains("calls: ", "letters: ", "on hold-out");
        assertThat(emend("show", "both-1", "--json").out()).contains("\"served\"", "\"name\" : \"calls\"");
        assertThat(emend("replay", "both-1").status()).isZero();
    }

    @Test
    void aRunGoesOnFromAnotherOnGrownDataAndReplays() throws IOException {
        optimize();
        Path data = folder.resolve("messages.jsonl");
        Files.writeString(data, Files.readString(data) + rows(200, 280));

        EmendCommand later = optimize("--from", "teams-1");
        EmendCommand replayed = emend("replay", "teams-2");

        assertThat(later.status()).as(later.err()).isZero();
        assertThat(later.err())
                .contains("hold-out examples were train or validation in run teams-1", "the best of run teams-1");
        assertThat(later.out()).contains("The prompt of run teams-1 scored");
        assertThat(replayed.status()).as(replayed.err()).isZero();
        assertThat(emend("show", "teams-2").out()).contains("earlier", "found by run teams-1");
    }

    @Test
    void onTheSameDataNoChangeIsTold() {
        optimize();

        EmendCommand later = optimize("--from", "teams-1");

        assertThat(later.out()).contains("The prompt of run teams-1 scored", "of these very examples");
        assertThat(emend("replay", "teams-2").out()).contains("of these very examples");
    }

    @Test
    void whatARunOfAnyEarlierGenerationHasSeenIsNoHoldOut() throws IOException {
        optimize();
        Path data = folder.resolve("messages.jsonl");
        String first = Files.readString(data);
        Files.writeString(data, rows(200, 400));
        assertThat(optimize("--from", "teams-1").status()).isZero();
        // Drawn anew from what the first run has seen and the second has not.
        Files.writeString(data, first);
        Files.writeString(task, Files.readString(task).replace("seed: 7", "seed: 8"));

        EmendCommand third = optimize("--from", "teams-2");

        assertThat(third.status()).as(third.err()).isZero();
        assertThat(third.err())
                .contains("of 60 hold-out examples were train or validation in one of the runs teams-2, teams-1,");
        assertThat(seenBy("teams-1")).doesNotContainAnyElementsOf(inputs(splits("teams-3").holdout().stream()));
    }

    private Splits splits(String run) {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            return StoredRun.parse(workspace.snapshot(run)).loaded().task().splits();
        }
    }

    private List<Map<String, String>> seenBy(String run) {
        Splits splits = splits(run);
        return inputs(Stream.concat(splits.train().stream(), splits.validation().stream()));
    }

    private static List<Map<String, String>> inputs(Stream<Example> examples) {
        return examples.map(Example::inputs).toList();
    }

    @Test
    void anEarlierGenerationThatIsGoneIsSaid() {
        optimize();
        assertThat(optimize("--from", "teams-1").status()).isZero();
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.delete("teams-1");
        }

        assertThat(optimize("--from", "teams-2").err())
                .contains("run teams-2 descends from run teams-1, which is not in the workspace.");
    }

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < to; i++) {
            String team = Teams.NAMES.get(i % 4);
            rows.append(
                    "{\"id\": \"m%d\", \"inputs\": {\"message\": \"Note %d: something for %s, urgency %d\"}, \"expected\": \"%s\"}%n"
                            .formatted(i, i * 7919, team, i % 13, team));
        }
        return rows.toString();
    }

    @Test
    void aRunThatIsNotThereCannotBeGoneOnFrom() {
        optimize();

        EmendCommand mistyped = optimize("--from", "teams-9");

        assertThat(mistyped.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(mistyped.err()).contains("there is no run \"teams-9\"", "Maybe you mean \"teams-1\"");
    }

    @Test
    void quietSaysNothingButTheResult() {
        assertThat(optimize("--quiet").err()).isEmpty();
    }

    @Test
    void whatIsNotPromotedLeavesTheUsersPromptByteForByte() throws IOException {
        // Messages that the server answers by their text alone: no prompt can be better than another.
        Files.writeString(
                folder.resolve("messages.jsonl"),
                Files.readString(folder.resolve("messages.jsonl")).replaceAll("something for \\w+", "a note"));
        byte[] own = "---\r\nname:   teams # mine\r\n---\r\nsystem:\r\nName the team.\r\n\r\nuser:\r\n{{message}}\r\n"
                .getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("seed.prompty"), own);
        Path out = folder.resolve("best.prompty");

        EmendCommand optimized = optimize("--require-improvement", "--out", out.toString());

        assertThat(optimized.status()).as(optimized.err() + optimized.out()).isEqualTo(ExitStatus.BELOW_REQUIREMENT);
        assertThat(optimized.out()).containsAnyOf("no-change", "not-enough-evidence");
        assertThat(out).hasBinaryContent(own);
    }

    @Test
    void aFileThatEmendDidNotWriteIsNotOverwritten() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.prompty"), "system:\nMine.\n\nuser:\n{{message}}\n");

        EmendCommand optimized = optimize("--out", mine.toString());

        assertThat(optimized.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(optimized.err()).contains("mine.prompty").contains("Maybe");
        assertThat(server.bodies()).isEmpty();
        assertThat(optimize("--out", folder.resolve("seed.prompty").toString()).err())
                .contains("overwrite your own prompt");
    }

    @Test
    void aFileThatAPersonWritesWhileTheRunGoesOnIsNotOverwrittenAndTheChampionIsKept() {
        Path mine = folder.resolve("best.prompty");
        server.onRequest(number -> {
            if (number == 1) {
                TextOutput.write(mine, "mine");
            }
        });

        EmendCommand optimized = optimize("--out", mine.toString());

        assertThat(optimized.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(mine).hasContent("mine");
        assertThat(optimized.out()).startsWith("promoted");
        Path kept = folder.resolve("workspace/runs/teams-1/champion.prompty");
        assertThat(optimized.err()).contains("best.prompty\" that Emend did not write", "Maybe take", kept.toString());
        assertThat(kept).content().contains("verdict: promoted");
        assertThat(emend("runs", "--json").out()).contains("promoted");
    }

    @Test
    void itsOwnFileIsOverwrittenUnlessAPersonChangedIt() throws IOException {
        Path out = folder.resolve("best.prompty");
        assertThat(optimize("--out", out.toString()).status()).isZero();
        assertThat(optimize("--out", out.toString(), "--seed", "2").status()).isZero();

        Files.writeString(out, Files.readString(out).replace("Name the team", "Please name the team"));

        assertThat(optimize("--out", out.toString()).status()).isEqualTo(ExitStatus.WRONG_INPUT);
    }

    @Test
    void aReplayIsIdenticalAndMakesNoCall() {
        String shown = optimize().out();
        int calls = server.bodies().size();

        EmendCommand replayed = emend("replay", "teams-1");

        assertThat(replayed.status()).as(replayed.err()).isZero();
        assertThat(replayed.err()).contains("identical");
        assertThat(shown).startsWith(replayed.out().substring(0, replayed.out().indexOf("spent")));
        assertThat(server.bodies()).hasSize(calls);
    }

    /** A champion that was not promoted stands in the workspace. */
    @Test
    void aReplayIsIdenticalWhereverTheWorkspaceIsNow() throws IOException {
        Files.writeString(task, Files.readString(task).replace("holdout: 60", "holdout: 6"));
        assertThat(optimize("--quiet", "--json").out()).contains("\"not-enough-evidence\"", "champion.prompty");
        Path moved = Files.move(folder.resolve("workspace"), folder.resolve("moved"));

        EmendCommand replayed = EmendCommand.run("replay", "teams-1", "--workspace", moved.toString());

        assertThat(replayed.status()).as(replayed.err()).isZero();
        assertThat(replayed.err()).contains("identical");
    }

    @Test
    void aRunIsListedAndShownWithAllItsCandidates() {
        optimize("--quiet");

        assertThat(emend("runs", "--json").out()).contains("\"run\" : \"teams-1\"", "\"promoted\"");
        assertThat(emend("show", "teams-1").out()).contains("the user's own prompt", "champion", "demonstrate");
        JsonNode shown =
                JsonMapper.shared().readTree(emend("show", "teams-1", "--json").out());
        assertThat(shown.path("candidates").size()).isGreaterThan(3);
    }

    @Test
    void aRunWhosePromptAnotherRunHasWrittenOverIsShownWithItsOwnCopy() throws IOException {
        optimize("--quiet");
        Path promoted = folder.resolve("seed.emended.prompty");
        assertThat(emend("show", "teams-1").out()).contains("seed.emended.prompty");

        Files.writeString(promoted, Files.readString(promoted).replace("run: teams-1", "run: teams-2"));

        assertThat(emend("show", "teams-1").out())
                .contains("runs/teams-1/champion.prompty")
                .doesNotContain("seed.emended.prompty");
        JsonNode shown =
                JsonMapper.shared().readTree(emend("show", "teams-1", "--json").out());
        assertThat(shown.at("/champion/prompt").asString()).endsWith("runs/teams-1/champion.prompty");

        Files.delete(promoted);

        assertThat(emend("show", "teams-1").out()).contains("runs/teams-1/champion.prompty");
    }

    @Test
    void aModelThatFailsEndsTheRunWhichGoesOnWhenItIsBack() {
        server.onRequest(number -> server.failWith(number > 100 ? 503 : 200));
        EmendCommand stopped = optimize("--quiet", "--parallel", "4");
        assertThat(stopped.status()).as(stopped.err()).isEqualTo(ExitStatus.MODEL_UNAVAILABLE);
        assertThat(stopped.err()).contains("emend resume teams-1").doesNotContain("\tat ");
        String journaled = emend("runs", "--json").out();
        EmendCommand shown = emend("show", "teams-1");
        assertThat(shown.out())
                .startsWith("not finished")
                .containsPattern("leader +candidate \\d+, .* on validation; not proved")
                .contains("emend show teams-1 --leader FILE");
        String leader = folder.resolve("leader.prompty").toString();
        EmendCommand written = emend("show", "teams-1", "--leader", leader, "--json");
        assertThat(written.status()).as(written.err()).isZero();
        JsonNode found = JsonMapper.shared().readTree(written.out()).path("leader");
        assertThat(found.path("candidate").asInt()).isPositive();
        assertThat(found.path("proved").asBoolean(true)).isFalse();
        assertThat(PromptFile.read(Path.of(leader)).prompt().placeholders()).containsExactly("message");
        assertThat(emend("show", "teams-1", "--leader", leader).status()).isZero();
        assertThat(emend(
                                "show",
                                "teams-1",
                                "--leader",
                                folder.resolve("task.yaml").toString())
                        .err())
                .contains("Emend did not write");
        assertThat(emend("runs", "--json").out()).isEqualTo(journaled);

        server.onRequest(number -> {});
        server.failWith(200);
        EmendCommand resumed = EmendCommand.run(
                "resume", "--quiet", "--workspace", folder.resolve("workspace").toString());

        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.out()).startsWith("promoted");
    }

    @Test
    void aBudgetThatEndsBeforeAVerdictSaysHowToGoOn() {
        EmendCommand stopped = optimize("--budget", "tokens=3000", "--json", "--quiet");

        assertThat(stopped.status()).as(stopped.err()).isEqualTo(ExitStatus.NO_VERDICT);
        assertThat(stopped.err()).contains("budget-tokens", "emend resume teams-1", "--budget");
        assertThat(Json.read(stopped.out())).containsEntry("verdict", null).containsEntry("stopped", "budget-tokens");

        EmendCommand less = emend("resume", "teams-1", "--quiet", "--budget", "calls=3");
        assertThat(less.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(less.err()).contains("calls already, more than calls=3 allows");
        EmendCommand resumed = emend("resume", "teams-1", "--quiet", "--budget", "tokens=1M");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(emend("replay", "teams-1").err()).contains("identical");
        assertThat(emend("resume", "teams-1", "--budget", "tokens=2M").status()).isEqualTo(ExitStatus.WRONG_INPUT);
    }

    /** The hold-out is as it was, so more may still show something. */
    @Test
    void aRunThatFoundNothingWithinItsBudgetGoesOnWithMore() throws IOException {
        Files.writeString(
                folder.resolve("messages.jsonl"),
                Files.readString(folder.resolve("messages.jsonl")).replaceAll("something for \\w+", "a note"));
        EmendCommand ended = optimize("--budget", "calls=150", "--quiet");
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("no-change", "budget-calls", "emend resume teams-1", "--budget ...");

        EmendCommand more = emend("resume", "teams-1", "--budget", "calls=300", "--json");

        assertThat(more.status()).as(more.err()).isZero();
        assertThat(Json.read(more.out())).containsEntry("split", "validation");
        // Nobody has looked at the hold-out, so that all was the search's, whichever sitting asked for it.
        assertThat(more.out()).containsPattern("\"spent\":\\{\"calls\":(\\d+),.*\"search\":\\{\"calls\":\\1,");
        assertThat(server.bodies().size()).isGreaterThan(150 - 120);
        assertThat(emend("replay", "teams-1").err()).contains("identical");
    }

    @Test
    void aRunThatCanNoLongerBeRepeatedIsShownAsItEnded() throws IOException {
        Path program = folder.resolve("score.py");
        Files.writeString(program, """
                import json, sys
                for line in sys.stdin:
                    request = json.loads(line)
                    print(json.dumps({"score": 1 if request["output"] == request["expected"] else 0}), flush=True)
                """);
        Files.writeString(
                task,
                Files.readString(task)
                        .replace("metric: label", "metric: {name: command, command: [python3, score.py]}"));
        assertThat(optimize("--quiet").out()).startsWith("promoted");
        Files.writeString(
                program, Files.readString(program).replace("1 if", "0 if").replace("else 0", "else 1"));
        int paid = server.bodies().size();

        EmendCommand shown = emend("show", "teams-1");
        EmendCommand replayed = emend("replay", "teams-1");

        assertThat(shown.status()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("\"verdict\"", "promoted");
        assertThat(shown.err()).contains("a program or class that scores has changed since");
        assertThat(replayed.status()).isEqualTo(ExitStatus.UNEXPECTED);
        assertThat(replayed.err()).contains("the replay differs from the run");

        Files.delete(program);

        assertThat(emend("show", "teams-1").out()).isEqualTo(shown.out());
        assertThat(emend("replay", "teams-1").status()).isEqualTo(ExitStatus.UNEXPECTED);
        assertThat(server.bodies()).hasSize(paid);
    }

    @Test
    void anOlderRunThatIsFinishedAgainLeavesANewerOnesPromptAlone() throws IOException {
        optimize("--quiet");
        optimize("--quiet", "--seed", "2");
        String newer = Files.readString(folder.resolve("seed.emended.prompty"));
        assertThat(newer).contains("teams-2");

        EmendCommand again = emend("resume", "teams-1");

        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.err()).contains("no longer this run's", "champion.prompty");
        assertThat(Files.readString(folder.resolve("seed.emended.prompty"))).isEqualTo(newer);
    }

    @Test
    void whatARunHasFoundIsKeptWhereItCannotGoOn() throws IOException {
        Files.writeString(
                folder.resolve("messages.jsonl"),
                Files.readString(folder.resolve("messages.jsonl")).replaceAll("something for \\w+", "a note"));
        assertThat(optimize("--budget", "calls=150", "--quiet").out()).contains("no-change");
        String found = emend("show", "teams-1", "--json").out();
        Files.writeString(folder.resolve("seed.emended.prompty"), "mine");

        EmendCommand refused = emend("resume", "teams-1", "--budget", "calls=300");

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("Emend did not write");
        assertThat(emend("show", "teams-1", "--json").out()).isEqualTo(found).contains("no-change");
    }

    @Test
    void aRunThatHasUsedItsHoldOutInVainGetsNoSecondLookAtIt() throws IOException {
        Files.writeString(task, Files.readString(task).replace("holdout: 60", "holdout: 6"));
        EmendCommand ended = optimize("--json", "--quiet");
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(Json.read(ended.out()))
                .containsEntry("split", "holdout")
                .containsEntry("verdict", "not-enough-evidence");
        int paid = server.bodies().size();

        EmendCommand refused = emend("resume", "teams-1", "--budget", "calls=800");

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("its hold-out examples have been used", "Maybe start a new run");
        assertThat(server.bodies()).hasSize(paid);
        assertThat(emend("runs", "--json").out()).contains("not-enough-evidence");
    }

    @Test
    void moneyCannotBeLimitedWherePricesAreUnknown() {
        EmendCommand refused = optimize("--budget", "usd=1");

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err()).contains("costs").contains("--price");
        assertThat(server.bodies()).isEmpty();
    }

    @Test
    void aPriceOnTheCommandLineLimitsMoneyAndALowerOneLetsTheRunGoOn() {
        EmendCommand ended =
                optimize("--budget", "usd=0.001", "--price", server.model() + "=10/10", "--json", "--quiet");

        assertThat(ended.status()).as(ended.err()).isEqualTo(ExitStatus.NO_VERDICT);
        assertThat(Json.read(ended.out())).containsEntry("stopped", "budget-usd");

        EmendCommand more = emend("resume", "--price", server.model() + "=0.001/0.001", "--quiet");

        assertThat(more.status()).as(more.err()).isZero();
        assertThat(more.out()).startsWith("promoted");
    }

    @Test
    void aRunWhoseEvidenceCannotBeWrittenIsFinishedAllTheSame() throws IOException {
        Files.createDirectories(folder.resolve("workspace"));
        Files.writeString(folder.resolve("workspace/runs"), "a file where a folder should be");

        EmendCommand unwritten = optimize("--quiet");

        assertThat(unwritten.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(unwritten.out()).startsWith("promoted");
        assertThat(unwritten.err())
                .contains("cannot be written", "emend resume teams-1")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("seed.emended.prompty")).exists();
        Files.delete(folder.resolve("workspace/runs"));
        assertThat(emend("runs", "--json").out()).contains("promoted");
        assertThat(emend("show", "teams-1").status()).isZero();
        int paid = server.bodies().size();
        assertThat(emend("resume", "teams-1", "--quiet").status()).isZero();
        assertThat(folder.resolve("workspace/runs/teams-1/report.html")).exists();
        assertThat(server.bodies()).hasSize(paid);
    }

    @Test
    void whoOnlyLooksCreatesNoWorkspace() {
        String nowhere = folder.resolve("nope").toString();
        assertThat(EmendCommand.run("runs", "--workspace", nowhere).err()).contains("no runs in");
        EmendCommand shown = EmendCommand.run("show", "--workspace", nowhere);
        assertThat(shown.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(shown.err()).contains("there is no workspace", "Maybe --workspace names another one");
        assertThat(folder.resolve("nope")).doesNotExist();
    }
}
