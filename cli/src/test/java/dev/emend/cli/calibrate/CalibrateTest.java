package dev.emend.cli.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.ChatServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.TextOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code emend calibrate} against a server whose judge grades by length until its rubric speaks of facts. */
class CalibrateTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern QUALITY = Pattern.compile("quality (\\d)( x*)");
    private static final Pattern RANGE = Pattern.compile("from (\\d+) (?:down )?to (\\d+)");

    private final ChatServer server =
            new ChatServer(request -> answer(request.path("messages").toString()));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private static String answer(String request) {
        if (request.contains("Hypothesis:")) {
            return "Hypothesis: facts.\n```\n- It states facts.\n```";
        }
        if (!request.contains("[BEGIN ANSWER")) {
            return "quality 6 xxx";
        }
        Matcher text = QUALITY.matcher(request.substring(request.lastIndexOf("[BEGIN ANSWER")));
        Matcher range = RANGE.matcher(request);
        if (!text.find()) {
            return "?";
        }
        double share = request.contains("states facts")
                ? Integer.parseInt(text.group(1)) / 9.0
                : (text.group(2).length() - 1) / 10.0;
        if (!range.find()) {
            return share >= 0.5 ? "yes" : "no";
        }
        int one = Integer.parseInt(range.group(1));
        int other = Integer.parseInt(range.group(2));
        return Long.toString(Math.round(Math.min(one, other) + share * Math.abs(other - one)));
    }

    private String model() {
        return server.model();
    }

    /** Ratings of two people from 1 to 5. */
    private String ratings(int rated, int open) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rated + open; i++) {
            int quality = (7 * i + i / 10) % 10;
            String human = i < rated
                    ? ", \"human\": {\"facts\": [" + (1 + quality * 4 / 9) + ", " + (1 + (quality * 4 + 4) / 9) + "]}"
                    : "";
            lines.add("{\"id\": \"r" + i + "\", \"question\": \"What " + i + "?\", \"output\": \"quality " + quality
                    + " " + "x".repeat(3 * i % 11) + "\", \"doc\": \"d" + i / 2 + "\"" + human + "}");
        }
        return Files.write(folder.resolve("ratings.jsonl"), lines).toString();
    }

    private EmendCommand calibrate(String data, String... more) {
        return EmendCommand.run(Stream.concat(
                        Stream.of(
                                "calibrate",
                                "--data",
                                data,
                                "--model",
                                model(),
                                "--workspace",
                                folder.resolve("workspace").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private String judge() {
        return folder.resolve("judge.yaml").toString();
    }

    @Test
    void tooFewGroupsAreRefusedBeforeACallAndAskedForMoreOf() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String row : Files.readAllLines(Path.of(ratings(80, 0)))) {
            int number = rows.size();
            rows.add(row.replaceFirst("\"doc\": \"d\\d+\"", "\"doc\": \"d" + number / 20 + "\""));
        }
        String data = Files.write(folder.resolve("few.jsonl"), rows).toString();

        EmendCommand refused = calibrate(data, "--human", "human.facts", "--group", "doc");
        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(refused.err())
                .contains("the hold-out has ", "the test takes whole groups", "Maybe label rows of more groups");
        assertThat(server.received()).isEmpty();

        EmendCommand asked = calibrate(data, "--human", "human.facts", "--group", "doc", "--label-next", "2");
        assertThat(asked.status()).isZero();
        assertThat(asked.err()).contains("Maybe label rows of more groups").doesNotContain(" 1 groups");
    }

    @Test
    void aBetterJudgeIsProvedWrittenAndUsedToScore() throws IOException {
        EmendCommand calibrated = calibrate(
                ratings(100, 6), "--human", "human.facts", "--group", "doc", "--label-next", "2", "--out", judge());

        assertThat(calibrated.err()).contains("hold-out items in 20 groups");
        assertThat(calibrated.status()).isZero();
        assertThat(calibrated.out())
                .contains("agrees better with people")
                .contains("people among themselves")
                .contains("rate next");
        assertThat(Files.readString(Path.of(judge())))
                .contains("metric: judge\n")
                .contains("It states facts.")
                .contains("decision: calibrated")
                .contains("show: question\n")
                .contains("human-scale: 1 to 5");
        int paid = server.received().size();

        EmendCommand scored = EmendCommand.run(
                "score",
                "--metric",
                "judge:file=" + judge(),
                "--data",
                folder.resolve("ratings.jsonl").toString(),
                "--judge",
                model(),
                "--rows",
                "--workspace",
                folder.resolve("workspace").toString());

        assertThat(scored.status()).as(scored.err()).isZero();
        assertThat(scored.out().lines()).hasSize(106).allMatch(line -> line.contains("on people's scale of 1 to 5"));
        assertThat(server.received().stream().skip(paid).map(Object::toString))
                .isNotEmpty()
                .allMatch(request -> request.contains("[BEGIN INPUT QUESTION"))
                .noneMatch(request -> request.contains("INPUT HUMAN") || request.contains("INPUT DOC"));
    }

    @Test
    void theSameCommandAgainPaysForNothing() throws IOException {
        String data = ratings(60, 0);
        EmendCommand first = calibrate(data, "--human", "human.facts", "--json", "--out", judge());
        int paid = server.received().size();
        EmendCommand second = calibrate(data, "--human", "human.facts", "--json", "--out", judge(), "--parallel", "1");

        assertThat(second.out()).isEqualTo(first.out());
        assertThat(server.received()).hasSize(paid);
        JsonNode found = JSON.readTree(first.out());
        assertThat(found.at("/spent/calls").asInt()).isEqualTo(paid).isLessThanOrEqualTo(600);
        assertThat(found.path("trials")).isNotEmpty();
        assertThat(first.out())
                .as("keys in one order, in every JVM")
                .containsPattern("\"line\":\\{\"map\":[^{}]*\"distance\":[^{}]*\"distanceByLine\":")
                .containsPattern("\"trials\":\\[\\{\"design\":\"[^\"]*\",\"agreement\":[^,]*,\"n\":")
                .containsPattern("\"judge\":\\{\"metric\":\"judge\",\"options\":");

        String mended = Files.readString(Path.of(judge())).replace("readout: ", "# Chosen by us.\n  readout: ");
        Files.writeString(Path.of(judge()), mended);
        EmendCommand third = calibrate(data, "--human", "human.facts", "--json", "--out", judge());
        assertThat(third.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(third.err()).contains("or that was changed since", "Maybe move it away, or give --out another name");
        assertThat(Path.of(judge())).hasContent(mended);
    }

    @Test
    void aJudgeFileThatAPersonWritesMeanwhileIsNotOverwritten() throws IOException {
        server.onRequest(number -> {
            if (number == 1) {
                TextOutput.write(Path.of(judge()), "mine: 1\n");
            }
        });

        EmendCommand calibrated = calibrate(ratings(20, 0), "--human", "human.facts", "--out", judge());

        assertThat(calibrated.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(calibrated.out()).contains("on the hold-out");
        assertThat(calibrated.err()).contains("Emend did not write", "Nothing that was paid for is lost");
        assertThat(Path.of(judge())).hasContent("mine: 1\n");
    }

    @Test
    void moneyIsCountedAndLimited() throws IOException {
        EmendCommand calibrated = calibrate(
                ratings(60, 0),
                "--human",
                "human.facts",
                "--json",
                "--out",
                judge(),
                "--price",
                model() + "=1/1",
                "--budget",
                "usd=1");

        assertThat(calibrated.status()).as(calibrated.err()).isZero();
        JsonNode found = JSON.readTree(calibrated.out());
        assertThat(found.at("/spent/usd").asDouble())
                .isEqualTo(found.at("/spent/tokens").asLong() / 1e6)
                .isPositive();
    }

    @Test
    void twentyRowsRunAndAreSaidToShowLittle() throws IOException {
        EmendCommand calibrated = calibrate(ratings(20, 0), "--human", "human.facts", "--out", judge());

        assertThat(calibrated.err()).contains("8 hold-out items").contains("label more rows");
        assertThat(calibrated.status()).isZero();
        assertThat(Files.exists(Path.of(judge()))).isTrue();
    }

    @Test
    void wrongInputIsNamedWithItsPlace() throws IOException {
        String data = ratings(20, 0);

        assertThat(calibrate(data, "--human", "human.fact").err()).contains("no row has a rating of people");
        assertThat(calibrate(data, "--human", "human").err())
                .contains("ratings.jsonl:1")
                .contains("name one of its fields");
        assertThat(calibrate(data, "--human", "human.facts", "--group", "document")
                        .err())
                .contains("the row has no \"document\"");
        assertThat(calibrate(data, "--human", "human.facts", "--agreement", "spearmen")
                        .err())
                .contains("--agreement cannot be \"spearmen\"");
        assertThat(calibrate(data, "--human", "human.facts", "--budget", "time=3m")
                        .err())
                .contains("limited by calls, tokens and money, not by time");
        assertThat(calibrate(data, "--human", "human.facts", "--budget", "usd=1,tokens=1M")
                        .err())
                .contains("by tokens or by money, not by both");
        assertThat(calibrate(data, "--human", "human.facts", "--budget", "usd=1")
                        .err())
                .contains("nothing says what " + model() + " costs", "add --price");
        Files.writeString(Path.of(judge()), "mine: 1\n");
        assertThat(calibrate(data, "--human", "human.facts", "--out", judge()).err())
                .contains("that Emend did not write, or that was changed since");
        assertThat(calibrate(data, "--human", "human.facts", "--budget", "calls=8")
                        .status())
                .isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void aJudgeFileOfAnotherMetricIsRefused() throws IOException {
        Files.writeString(Path.of(judge()), "metric: judge-checklist\noptions: {questions: Is it short?}\n");

        EmendCommand scored = EmendCommand.run(
                "score", "--metric", "judge:file=" + judge(), "--data", ratings(20, 0), "--judge", model());

        assertThat(scored.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(scored.err()).contains("holds a judge-checklist, not a judge");
    }

    @Test
    void aTaskFileTakesTheCalibratedJudge() throws IOException {
        EmendCommand calibrated = calibrate(
                ratings(60, 0),
                "--human",
                "human.facts",
                "--out",
                folder.resolve("judges/judge.yaml").toString());
        assertThat(calibrated.status()).as(calibrated.err()).isZero();
        assertThat(Files.readString(folder.resolve("judges/judge.yaml"))).contains("It states facts.", "show: ");
        Files.writeString(folder.resolve("seed.prompty"), """
                ---
                name: quality
                ---
                user:
                How is it? {{question}} In the mood of {{mood}}.
                """);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            rows.append("{\"question\": \"What %d?\", \"mood\": \"dry\", \"human\": 5, \"expected\": \"good\"}%n"
                    .formatted(i));
        }
        Files.writeString(folder.resolve("rows.jsonl"), rows);
        Path task = Files.writeString(folder.resolve("task.yaml"), """
                name: quality
                description: Say how it is.
                prompt: seed.prompty
                data: {file: rows.jsonl, split: {train: 10, validation: 10, holdout: 10, seed: 7}}
                metric: {name: judge, file: judges/judge.yaml}
                models: {task: "%s", meta: same}
                """.formatted(model()));
        int paid = server.received().size();

        EmendCommand evaluated = EmendCommand.run(
                "evaluate",
                folder.resolve("seed.prompty").toString(),
                "--task",
                task.toString(),
                "--json",
                "--workspace",
                folder.resolve("workspace").toString());

        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(server.received().stream()
                        .skip(paid)
                        .map(Object::toString)
                        .filter(request -> request.contains("[BEGIN ANSWER")))
                .isNotEmpty()
                .allMatch(request -> request.contains("It states facts.") && request.contains("[BEGIN INPUT QUESTION"))
                .noneMatch(request -> request.contains("INPUT MOOD") || request.contains("BEGIN REFERENCE"));
        assertThat(JSON.readTree(evaluated.out()).toString()).contains("on people's scale of 1 to 5");
    }

    @Test
    void noLineToPeoplesScaleIsStoredWhereNoneIsWanted() throws IOException {
        EmendCommand calibrated = calibrate(ratings(60, 0), "--human", "human.facts", "--no-line", "--out", judge());

        assertThat(calibrated.status()).as(calibrated.err()).isZero();
        assertThat(Files.readString(Path.of(judge())))
                .contains("metric: judge\n")
                .doesNotContain("calibration:", "human-scale:");
    }

    @Test
    void aPlaceThatCannotHoldTheJudgeIsRefusedBeforeAnyCall() throws IOException {
        String data = ratings(20, 0);

        assertThat(calibrate(data, "--human", "human.facts", "--out", folder.toString())
                        .err())
                .contains("is a folder", "Maybe");
        assertThat(calibrate(data, "--human", "human.facts", "--out", data + "/judge.yaml")
                        .err())
                .contains("ratings.jsonl\" is no folder");
        assertThat(calibrate(data, "--human", "human.facts", "--label-next", "-3")
                        .err())
                .contains("--label-next cannot be -3", "Maybe");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void theResultIsToldWhereTheJudgeCannotBeWritten() throws IOException {
        EmendCommand calibrated = calibrate(
                ratings(20, 0),
                "--human",
                "human.facts",
                "--out",
                folder.resolve("x".repeat(300)).toString());

        assertThat(calibrated.status()).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(calibrated.out()).contains("on the hold-out", "tried on validation items");
        assertThat(calibrated.err()).contains("cannot be written: File name too long", "name another file");
    }

    @Test
    void whatTheJudgeSeesAndWhichRowsAreApartIsToldFirst() throws IOException {
        List<String> lines = new ArrayList<>(List.of("n,article,output,human"));
        for (int i = 0; i < 24; i++) {
            lines.add(i + ",The council met on Monday to speak of matter " + i / 4 + ",quality " + i % 10 + " xx,"
                    + (1 + i % 5));
        }
        String data = Files.write(folder.resolve("flat.csv"), lines).toString();

        assertThat(calibrate(data, "--budget", "calls=100").err())
                .contains("beside the output the judge sees article, n; --show chooses")
                .contains("several rows have the same article", "--group article");
        assertThat(calibrate(data, "--budget", "calls=100", "--show", "none").err())
                .contains("the judge sees nothing");
    }
}
