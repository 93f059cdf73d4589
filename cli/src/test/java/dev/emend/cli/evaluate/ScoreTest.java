package dev.emend.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.ChatServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.console.ExitStatus;
import dev.emend.metric.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String data = "";

    @BeforeEach
    void writeOutputs() throws IOException {
        data = write("outputs.jsonl", """
                {"id": "a", "output": "Paris", "expected": "Paris", "question": "Capital of France?", "doc": 1}
                {"id": "b", "output": "the city of Rome", "expected": "Rome", "question": "Capital of Italy?", "doc": 1}
                {"id": "c", "output": "Berlin", "expected": "Paris", "question": "And of \\u001b[31mGaul?", "doc": 2}
                {"id": "d", "output": "", "expected": "Oslo", "question": "Of Norway?", "doc": 2}
                """);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private EmendCommand score(String... more) {
        return EmendCommand.run(Stream.concat(
                        Stream.of(
                                "score",
                                "--workspace",
                                folder.resolve("workspace").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private void refused(String[] command, String... messages) {
        EmendCommand scored = score(command);
        assertThat(scored.status()).as(scored.err()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(scored.err()).contains(messages).contains("Maybe").doesNotContain("\tat ");
        assertThat(scored.out()).isEmpty();
    }

    @Test
    void eachMetricIsALineOfTheTable() {
        EmendCommand scored = score("--metric", "exact-match,contains:ignore-case=false", "--data", data);
        assertThat(scored.status()).as(scored.err()).isZero();
        assertThat(scored.out()).isEqualTo("""
                metric                       score  95 % interval  n
                exact-match                 25.0 %    4.6 to 69.9  4
                contains:ignore-case=false  50.0 %   15.0 to 85.0  4
                """);
        assertThat(folder.resolve("workspace")).doesNotExist();
    }

    @Test
    void whatJudgesTookIsToldInDollarsWhereTheirPriceIsKnown() {
        try (AnsweringServer server = new AnsweringServer()) {
            String[] judged = {"--metric", "judge:criteria=polite", "--data", data, "--judge", server.model(), "--quiet"
            };

            String free = score(judged).out();
            String priced = score(with(judged, "--price", server.model() + "=0.40/1.60"))
                    .out();
            String json = score(with(judged, "--price", server.model() + "=0.40/1.60", "--json"))
                    .out();

            assertThat(free)
                    .contains("note: judge:criteria=polite: The judge gave no readable verdict on 4 of 4 answers")
                    .containsPattern("Judges: \\d+ calls, .* tokens\n");
            assertThat(priced).containsPattern("Judges: \\d+ calls, .* tokens, \\$0\\.\\d+\n");
            assertThat(json).containsPattern("\"spent\":\\{\"calls\":\\d+,\"tokens\":\\d+,\"usd\":0\\.\\d*[1-9]");
        }
    }

    @Test
    void eachMetricGoesOnFromItsOwnJudgements() {
        try (AnsweringServer server = new AnsweringServer()) {
            String[] judged = {
                "--metric", "judge:criteria=polite,judge:criteria=brief", "--data", data, "--judge", server.model()
            };

            assertThat(score(judged).err()).doesNotContain("going on from");
            assertThat(score(judged).err().split("note: going on from 4 calls", -1))
                    .hasSize(3);
        }
    }

    @Test
    void whatPeopleSaidOfAnOutputIsNotShownToAJudge() throws IOException {
        String rated = write("rated.jsonl", """
                {"output": "Paris", "human": {"ok": 5}, "label": "good", "group": "d1", "meta": {"by": 1}, "question": "?"}
                """);
        try (ChatServer server = new ChatServer(request -> "{\"critique\": \"Fine.\", \"score\": 4}")) {
            EmendCommand scored =
                    score("--metric", "judge:criteria=polite", "--data", rated, "--judge", server.model(), "--quiet");

            assertThat(scored.status()).as(scored.err()).isZero();
            assertThat(server.received().toString())
                    .contains("INPUT QUESTION")
                    .doesNotContain("INPUT HUMAN", "INPUT LABEL", "INPUT GROUP", "INPUT META");
        }
        assertThat(score("--metric", "token-f1", "--expected-field", "question", "--data", rated, "--group", "group")
                        .status())
                .isZero();
    }

    @Test
    void howAnOutputCameAboutAndFaredIsNotShownToAJudgeButWhatItAnswersIs() throws IOException {
        String written = write("written.jsonl", """
                {"id": "a", "inputs": {"question": "Capital of France?"}, "output": "Paris", "score": 0.25, "prompt": 3}
                {"id": "b", "output": "Rome", "score": 0.25, "first_output": "Milan", "first_score": 0, "round": 1, "ending": "met"}
                {"id": "c", "output": "Os", "finish": "length", "usage": {"prompt": 9, "cached": 0, "completion": 1}}
                {"id": "d", "error": "too long"}
                """);
        try (ChatServer server = new ChatServer(request -> "{\"critique\": \"Fine.\", \"score\": 4}")) {
            EmendCommand scored =
                    score("--metric", "judge:criteria=polite", "--data", written, "--judge", server.model(), "--quiet");

            assertThat(scored.status()).as(scored.err()).isZero();
            assertThat(server.received()).hasSize(4);
            assertThat(server.received().toString())
                    .containsOnlyOnce("[BEGIN INPUT ")
                    .contains("[BEGIN INPUT QUESTION", "Capital of France?");
        }
    }

    @Test
    void aBudgetInDollarsNeedsTheJudgesPrice() {
        String[] judged = {
            "--metric",
            "judge:criteria=polite",
            "--data",
            data,
            "--judge",
            "openai:gpt-4.1-mini",
            "--budget",
            "usd=0.01"
        };

        refused(judged, "nothing says what openai:gpt-4.1-mini costs", "--price");
        refused(with(judged, "--price", "openai:gpt-4.1=1/2"), "no model that is asked");
        refused(with(judged, "--price", "openai:gpt-4.1-mini=cheap"), "does not say what the model costs");
        refused(with(judged, "--price", "openai:gpt-4.1-mini=-1/2"), "does not say what the model costs");
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aLineForEachRowHasScorePartsAndFeedback() {
        List<String> lines = score("--metric", "exact-match", "--data", data, "--rows")
                .out()
                .lines()
                .toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst())
                .isEqualTo("{\"id\":\"a\",\"scores\":{\"exact-match\":{\"score\":1.0,\"parts\":{},\"feedback\":"
                        + "\"Right: \\\"Paris\\\".\"}}}");
    }

    @Test
    void whatIsScoredMayStandAmongTheInputs() throws IOException {
        Path rated = Files.writeString(folder.resolve("inside.jsonl"), """
                {"inputs": {"data": "a", "text": "yes"}, "expected": "yes"}
                {"inputs": {"data": "b", "text": "no"}, "expected": "yes"}
                """);
        EmendCommand scored =
                score("--metric", "exact-match", "--data", rated.toString(), "--output-field", "text", "--json");
        assertThat(scored.status()).as(scored.err()).isZero();
        assertThat(scored.out()).contains("0.5");
        refused(new String[] {"--metric", "exact-match", "--data", data, "--budget", "foo=5"}, "foo");
    }

    @Test
    void theWorstRowsAreShownWithoutTheirControlCharacters() {
        String out =
                score("--metric", "token-f1", "--data", data, "--worst", "2").out();
        assertThat(out)
                .contains("Worst by token-f1", "  c  0.0 %", "answer    Berlin", "(empty)")
                .doesNotContain("\u001b");
    }

    @Test
    void rowsOfAGroupCountTogether() {
        EmendCommand alone = score("--metric", "token-f1", "--data", data, "--json");
        EmendCommand grouped = score("--metric", "token-f1", "--data", data, "--json", "--group", "doc");
        assertThat(grouped.status()).as(grouped.err()).isZero();
        assertThat(grouped.out()).contains("\"n\":4").isNotEqualTo(alone.out());
    }

    @Test
    void aCsvFileWithFieldsOfOtherNamesIsScored() throws IOException {
        String csv = write("outputs.csv", "reply,gold\n42,42.0\n7 apples,8\n");
        EmendCommand scored = score(
                "--metric", "numeric", "--data", csv, "--output-field", "reply", "--expected-field", "gold", "--json");
        assertThat(scored.status()).as(scored.err()).isZero();
        assertThat(scored.out()).contains("\"score\":0.5");
    }

    @Test
    void wrongInputIsSaidBeforeAnythingIsScored() throws IOException {
        String none = write("none.jsonl", "{\"outptu\": \"x\", \"expected\": \"y\"}\n");
        refused(new String[] {"--metric", "exact-match", "--data", none}, "none.jsonl", "\"output\"", "\"outptu\"");
        String lacking = write("lacking.jsonl", "{\"output\": \"x\", \"expected\": \"x\"}\n{\"expected\": \"y\"}\n");
        refused(new String[] {"--metric", "exact-match", "--data", lacking}, "lacking.jsonl:2", "output");
        String twice = write("twice.jsonl", "{\"id\": 1, \"output\": \"x\"}\n{\"id\": 1, \"output\": \"y\"}\n");
        refused(new String[] {"--metric", "exact-match", "--data", twice}, "twice.jsonl:2", "given twice", ":1");
        String bare = write("bare.jsonl", "{\"output\": \"x\"}\n");
        refused(new String[] {"--metric", "exact-match", "--data", bare}, "exact-match needs an expected answer");
        refused(new String[] {"--metric", "exact-mach", "--data", data}, "exact-mach", "exact-match");
        refused(new String[] {"--metric", "exact-match:ignor-case=true", "--data", data}, "ignor-case", "ignore-case");
        refused(new String[] {"--metric", "exact-match:strict", "--data", data}, "strict", "OPTION=VALUE");
        refused(new String[] {"--metric", "exact-match", "--data", data, "--group", "dco"}, "dco", "doc");
        String alone = write("alone.jsonl", "{\"output\": \"x\", \"expected\": \"x\"}\n");
        refused(new String[] {"--metric", "exact-match", "--data", alone, "--group", "dco"}, "dco", "no other field");
        refused(new String[] {"--metric", "numeric", "--data", data}, "outputs.jsonl:1", "Paris");
    }

    @Test
    void aRowWithoutARightAnswerIsNoWrongOne() throws IOException {
        for (String row : List.of("{\"output\": \"a\"}", "{\"output\": \"a\", \"expected\": null}")) {
            String lacking = write("lacking.jsonl", "{\"output\": \"b\", \"expected\": \"b\"}\n" + row + "\n");
            refused(
                    new String[] {"--metric", "exact-match", "--data", lacking},
                    "lacking.jsonl:2: expected: the row has no right answer",
                    "it is \"\"");
            assertThat(score("--metric", "length:max=3", "--data", lacking).status())
                    .isZero();
        }
        String table = write("lacking.csv", "output,expected\nb,b\na,\n");
        refused(new String[] {"--metric", "exact-match", "--data", table}, "lacking.csv:3", "a row of a JSONL file");

        String none = write(
                "none.jsonl", "{\"output\": \"a\", \"expected\": \"\"}\n{\"output\": \"b\", \"expected\": \"b\"}\n");
        assertThat(score("--metric", "exact-match", "--data", none).out()).contains("50.0 %");
    }

    @Test
    void tenThousandRowsTakeSeconds() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add("{\"output\": \"%s\", \"expected\": \"%s\"}"
                    .formatted(i % 7 < 5 ? "ab" : "b", i % 2 == 0 ? "ab" : "b"));
        }
        Path many = Files.write(folder.resolve("many.jsonl"), rows);
        long started = System.nanoTime();
        EmendCommand scored = score("--metric", "macro-f1,token-f1", "--data", many.toString());
        assertThat(scored.status()).as(scored.err()).isZero();
        assertThat((System.nanoTime() - started) / 1e9).isLessThan(60);
    }

    @Test
    void everyMetricIsListedWithItsLine() {
        String all = EmendCommand.run("metrics").out();
        Metrics.kinds().forEach(kind -> assertThat(all).contains(kind.name(), kind.line()));
        assertThat(EmendCommand.run("metrics", "numeric").out())
                .contains("needs       expected", "docs/metrics/numeric.md", "emend score --metric");
        assertThat(EmendCommand.run("metrics", "--json").out()).contains("\"name\" : \"exact-match\"");
        assertThat(EmendCommand.run("metrics", "numerc").err()).contains("numerc", "numeric");
    }

    @Test
    void aJudgeThatAnotherModelWasCalibratedForIsTold() throws IOException {
        String judge =
                write("judge.yaml", "metric: judge\noptions: {rubric: Polite.}\nemend: {judge: \"embedded:other\"}\n");
        try (ChatServer server = new ChatServer(request -> "{\"critique\": \"Fine.\", \"score\": 4}")) {
            EmendCommand scored = score("--metric", "judge:file=" + judge, "--data", data, "--judge", server.model());

            assertThat(scored.status()).as(scored.err()).isZero();
            assertThat(scored.err())
                    .contains("note: the judge was calibrated with embedded:other, and here " + server.model());
        }
    }
}
