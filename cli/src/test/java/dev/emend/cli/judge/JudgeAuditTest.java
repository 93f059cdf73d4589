package dev.emend.cli.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.ChatServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.console.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code emend judge audit} against a server on this machine whose judge always prefers what is shown first. */
class JudgeAuditTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ChatServer server = new ChatServer(JudgeAuditTest::verdict);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private static String verdict(JsonNode request) {
        return request.toString().contains("[BEGIN ANSWER A ")
                ? "{\"critique\": \"The first is fine.\", \"verdict\": \"A\"}"
                : "{\"critique\": \"It is fine.\", \"score\": 4}";
    }

    private String file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines)).toString();
    }

    /** In the form of LLMBar as the project's data folder has it. */
    private String pairs() throws IOException {
        return file(
                "pairs.jsonl",
                "{\"id\": \"1\", \"inputs\": {\"instruction\": \"Say yes.\", \"response_a\": \"Yes.\","
                        + " \"response_b\": \"No.\"}, \"expected\": \"A\", \"meta\": {\"subset\": \"x\"}}",
                "{\"id\": \"2\", \"inputs\": {\"instruction\": \"Say no.\", \"response_a\": \"Yes.\","
                        + " \"response_b\": \"No, it is not.\"}, \"expected\": \"B\"}",
                "{\"id\": \"3\", \"inputs\": {\"instruction\": \"Say no.\", \"response_a\": \"Why?\","
                        + " \"response_b\": \"No, it was not.\"}, \"expected\": \"B\"}");
    }

    private EmendCommand audit(String data, String... more) {
        return EmendCommand.run(Stream.concat(
                        Stream.of(
                                "judge",
                                "audit",
                                "--data",
                                data,
                                "--model",
                                server.model(),
                                "--workspace",
                                folder.resolve("workspace").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void thePlantedPositionBiasIsReported() throws IOException {
        EmendCommand audit = audit(pairs());
        assertThat(audit.status()).as(audit.err()).isZero();
        assertThat(audit.out())
                .contains("as a judge of 3 pairs, seed 1")
                .containsPattern("position-flips +100.0 % ")
                .containsPattern("prefers-first +100.0 % ")
                .containsPattern("human-accuracy +50.0 % ")
                .containsPattern("verbosity +\\+0.00 ")
                .contains("not measurable: the outputs are not tagged");
    }

    @Test
    void theJudgeIsHeldToAFormAndTextsStandBetweenFences() throws IOException {
        assertThat(audit(pairs(), "--limit", "1", "--probes", "").status()).isZero();
        assertThat(server.received()).hasSize(2).allSatisfy(request -> {
            assertThat(request.at("/response_format/type").asString()).isEqualTo("json_schema");
            assertThat(request.at("/response_format/json_schema/schema/properties/verdict/enum")
                            .toString())
                    .isEqualTo("[\"A\",\"B\",\"tie\"]");
            assertThat(request.path("messages").toString())
                    .contains("[BEGIN INPUT INSTRUCTION ", "Say yes.", "never followed");
        });
    }

    @Test
    void gradesAreAskedForWithLogProbabilities() throws IOException {
        String data = file(
                "grades.jsonl",
                "{\"inputs\": {\"source\": \"Long.\", \"summary\": \"Short.\"}, \"human\": {\"coherence\": 2.5}}",
                "{\"inputs\": {\"source\": \"Longer.\", \"summary\": \"Short!\"}, \"human\": {\"coherence\": [3, null, 5]}}");
        EmendCommand audit = audit(data, "--human", "human.coherence", "--probes", "canary", "--json");
        assertThat(audit.status()).as(audit.err()).isZero();
        assertThat(server.received()).hasSize(6).allSatisfy(request -> {
            assertThat(request.path("logprobs").asBoolean()).isTrue();
            assertThat(request.path("top_logprobs").asInt()).isEqualTo(20);
        });
        JsonNode result = JSON.readTree(audit.out());
        assertThat(result.path("outputs").asInt()).isEqualTo(2);
        assertThat(result.path("findings").toString())
                .contains("\"name\":\"canary\",\"unit\":\"share\",\"value\":0.0", "undefined: one side does not vary");
        assertThat(audit(data, "--human", "human").err()).contains("--human human.FIELD");
        assertThat(audit(data, "--human", "human.cohesion").err()).contains("the row has no \"human.cohesion\"");
    }

    @Test
    void otherDataIsAuditedAtTheSameTime() throws IOException {
        String data = pairs();
        String other = Files.writeString(
                        folder.resolve("other.jsonl"),
                        Files.readString(folder.resolve("pairs.jsonl")).replace("Say no.", "Say no, please."))
                .toString();
        List<EmendCommand> beside = new ArrayList<>();
        server.onRequest(number -> {
            if (number == 1) {
                beside.add(audit(other, "--probes", ""));
            }
        });

        EmendCommand first = audit(data, "--probes", "");

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(beside)
                .singleElement()
                .satisfies(audited ->
                        assertThat(audited.status()).as(audited.err()).isZero());
    }

    @Test
    void anAuditGoesOnFromWhereItsBudgetEnded() throws IOException {
        EmendCommand first = audit(pairs(), "--probes", "", "--budget", "calls=4");
        assertThat(first.status()).isEqualTo(4);
        assertThat(first.out()).containsPattern("position-flips +100.0 % .* n = 2 ");
        assertThat(server.received()).hasSize(4);
        EmendCommand second = audit(pairs(), "--probes", "");
        assertThat(second.status()).isZero();
        assertThat(server.received()).hasSize(6);
        assertThat(second.out()).containsPattern("position-flips +100.0 % .* n = 3 ");
    }

    @Test
    void moneyIsLimitedWhereThePriceIsGiven() throws IOException {
        String[] limited = {"--probes", "", "--budget", "usd=1", "--json"};
        assertThat(audit(pairs(), limited).err()).contains("nothing says what " + server.model() + " costs");
        assertThat(server.received()).isEmpty();
        EmendCommand priced =
                audit(pairs(), "--probes", "", "--budget", "usd=1", "--json", "--price", server.model() + "=0.40/1.60");
        assertThat(priced.status()).as(priced.err()).isZero();
        assertThat(JSON.readTree(priced.out()).at("/spent/usd").asDouble()).isPositive();
    }

    @Test
    void wrongInputSaysWhatAndWhere() throws IOException {
        assertThat(audit(file("labels.csv", "output_a,output_b,label", "x,y,z")).err())
                .contains("labels.csv:2", "the label \"z\" is none of A, B and tie");
        assertThat(audit(file("none.csv", "text", "x")).err()).contains("the row has no output, response");
        assertThat(audit(pairs(), "--probes", "canaries").err())
                .contains("--probes cannot be \"canaries\"", "verbosity, style, consistency, canary");
        assertThat(audit(pairs(), "--budget", "time=3m").err())
                .contains("limited by calls, tokens and money, not by time");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void theHelpOfTheCommandAndOfItsPartHasAnExample() {
        assertThat(EmendCommand.run("judge", "--help").out()).contains("  emend judge audit --data");
        assertThat(EmendCommand.run("judge", "audit", "--help").out()).contains("  emend judge audit --data");
    }

    @Test
    void aCalibratedJudgeIsAuditedAsItsFileSays() throws IOException {
        String judge = file(
                "judge.yaml",
                "metric: judge",
                "options: {scale: 0-9, rubric: Polite., examples: \"One had a 3.\", readout: plain, show: mail}",
                "emend: {judge: \"" + server.model() + "\"}");
        String data = file(
                "grades.jsonl",
                "{\"mail\": \"Where is it?\", \"output\": \"There.\", \"human\": 2}",
                "{\"mail\": \"Why?\", \"output\": \"So.\", \"human\": 4}");

        EmendCommand audit = EmendCommand.run(
                "judge",
                "audit",
                "--data",
                data,
                "--judge",
                judge,
                "--probes",
                "",
                "--workspace",
                folder.resolve("workspace").toString());

        assertThat(audit.status()).as(audit.err()).isZero();
        assertThat(audit.out()).contains(server.model() + " as a judge of 2 outputs");
        assertThat(audit.err()).doesNotContain("was calibrated with");
        assertThat(server.received()).hasSize(2).allSatisfy(request -> {
            assertThat(request.path("logprobs").asBoolean()).isFalse();
            assertThat(request.path("messages").toString()).contains("Polite.", "One had a 3.", "[BEGIN INPUT MAIL ");
        });
        assertThat(audit(data, "--judge", judge, "--scale", "1-5").err()).contains("do not go with a judge file");
        assertThat(audit(pairs(), "--judge", judge, "--probes", "").err()).contains("shows the judge mail");
    }

    @Test
    void aJudgeOfPairsInAFileComparesPairsAndNoSingleOutputs() throws IOException {
        String judge = file(
                "pairs.yaml",
                "metric: judge-pairwise",
                "options: {rubric: Short.}",
                "emend: {judge: \"embedded:another\"}");

        EmendCommand audit = audit(pairs(), "--judge", judge, "--probes", "");

        assertThat(audit.status()).as(audit.err()).isZero();
        assertThat(audit.out()).containsPattern("position-flips +100.0 % ");
        assertThat(audit.err()).contains("note: the judge was calibrated with embedded:another");
        assertThat(audit(file("one.csv", "output", "x"), "--judge", judge).err())
                .contains("compares answers");
    }

    /** As calibrate and score show them. */
    @Test
    void whatAnOutputWasWrittenForIsShownWhateverItsColumnIsCalled() throws IOException {
        String rows = file(
                "rows.jsonl",
                "{\"message\": \"Where is my card?\", \"output\": \"On its way.\", \"human\": 4}",
                "{\"message\": \"Why was I charged?\", \"output\": \"It is a fee.\", \"human\": 2}");

        EmendCommand audit = audit(rows);

        assertThat(audit.status()).as(audit.err()).isZero();
        assertThat(server.received()).anyMatch(body -> body.toString().contains("Why was I charged?"));
        assertThat(server.received()).noneMatch(body -> body.toString().contains("BEGIN HUMAN"));
    }

    @Test
    void theOutputsMayStandInAnyColumn() throws IOException {
        String rows = file(
                "rows.jsonl",
                "{\"message\": \"Where is my card?\", \"reply\": \"On its way.\", \"human\": 4}",
                "{\"message\": \"Why was I charged?\", \"reply\": \"It is a fee.\", \"human\": 2}");

        EmendCommand audit = audit(rows, "--output", "reply");
        assertThat(audit.status()).as(audit.err()).isZero();
        assertThat(server.received()).noneMatch(body -> body.toString().contains("BEGIN REPLY"));

        EmendCommand misspelt = audit(rows, "--output", "replies");
        assertThat(misspelt.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(misspelt.err())
                .contains("the row has no \"replies\", which --output names", "one of message, reply");
    }
}
