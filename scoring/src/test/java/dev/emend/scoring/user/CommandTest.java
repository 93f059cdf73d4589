package dev.emend.scoring.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.metric.Metric;
import dev.emend.metric.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeTheUsersProgram() throws IOException {
        Files.writeString(folder.resolve("score.py"), """
                import json, os, sys, time
                asked = 0
                for line in sys.stdin:
                    request = json.loads(line)
                    output = request["output"]
                    asked += 1
                    with open("log", "a") as log:
                        log.write(f"{os.getpid()} {asked} {output[:20]!r}\\n")
                    if output == "slow": time.sleep(30)
                    if output == "end":
                        print("out of " + "memory", file=sys.stderr)
                        sys.exit(3)
                    if output == "interrupted": sys.exit(130)
                    if output == "garbage": print("hello"); sys.stdout.flush(); continue
                    if output == "long": print("x" * 2000000); sys.stdout.flush(); continue
                    if output == "beyond": print('{"score": 1.5}'); sys.stdout.flush(); continue
                    if output == "twice": print('{"score": 1}')
                    if output == "environment":
                        print(json.dumps({"score": 1, "feedback": " ".join(sorted(os.environ))})); sys.stdout.flush(); continue
                    right = output == request["expected"]
                    print(json.dumps({"id": request["id"], "score": 1 if right else 0.25,
                        "feedback": f"asked {asked}: {request['inputs']['message']} {request['columns']['tone']}",
                        "parts": {"tokens": request["effort"]["completion_tokens"]}}))
                    sys.stdout.flush()
                """);
    }

    private Metric command(String... options) {
        String[] all = new String[options.length + 2];
        System.arraycopy(options, 0, all, 2, options.length);
        all[0] = "command";
        all[1] = "python3,score.py";
        return Scoring.metric(folder, "command", all);
    }

    private long processes() throws IOException {
        return Files.readAllLines(folder.resolve("log")).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .distinct()
                .count();
    }

    @Test
    void oneProcessScoresAllAnswersInOrder() throws IOException {
        Metric metric = command();
        Score right = metric.score(Scoring.answer("card_arrival"));
        assertThat(right.value()).isEqualTo(1);
        assertThat(right.feedback()).isEqualTo("asked 1: Where is my card? calm");
        assertThat(right.parts()).containsEntry("tokens", 30.0);
        assertThat(metric.score(Scoring.answer("é\n\"x\"")).value()).isEqualTo(0.25);
        assertThat(processes()).isEqualTo(1);
    }

    @Test
    void theSameAnswerIsAskedAboutOnce() throws IOException {
        Metric metric = command();
        Score first = metric.score(Scoring.answer("other"));
        assertThat(metric.score(Scoring.answer("other"))).isEqualTo(first);
        assertThat(Files.readAllLines(folder.resolve("log"))).hasSize(1);
    }

    @Test
    void aProcessMayBeStartedForEachAnswer() throws IOException {
        Metric metric = command("process", "each");
        assertThat(metric.score(Scoring.answer("a")).feedback()).startsWith("asked 1");
        assertThat(metric.score(Scoring.answer("b")).feedback()).startsWith("asked 1");
        assertThat(processes()).isEqualTo(2);
    }

    @Test
    void aSlowReplyScoresZeroAndTheNextAnswerGetsANewProcess() throws IOException {
        Metric metric = command("timeout", "2");
        long start = System.nanoTime();
        Score slow = metric.score(Scoring.answer("slow"));
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
        assertThat(slow.value()).isZero();
        assertThat(slow.feedback()).contains("did not reply within 2 s and was stopped");
        assertThat(metric.score(Scoring.answer("card_arrival")).value()).isEqualTo(1);
        assertThat(processes()).isEqualTo(2);
    }

    @Test
    void whateverGoesWrongScoresZeroAndSaysWhat() {
        Metric metric = command();
        assertThat(metric.score(Scoring.answer("end")).feedback())
                .contains("ended with status 3 without a reply")
                .contains("out of memory");
        assertThat(metric.score(Scoring.answer("garbage")).feedback()).contains("replied no JSON: \"hello\"");
        assertThat(metric.score(Scoring.answer("long")).feedback()).contains("a line of more than 1000000 bytes");
        assertThat(metric.score(Scoring.answer("beyond")).feedback()).contains("without a \"score\" from 0 to 1");
        assertThat(metric.score(Scoring.answer("card_arrival")).value()).isEqualTo(1);
    }

    @Test
    void aProgramThatCtrlCHasStoppedScoresNothing() {
        Metric metric = command();

        assertThatThrownBy(() -> metric.score(Scoring.answer("interrupted")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("was stopped before it replied");
    }

    @Test
    void anInterruptedThreadScoresNothingAndWhatGoesOnLaterAsksAgain() {
        Metric metric = command();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> metric.score(Scoring.answer("card_arrival")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("was stopped before it replied");
        assertThat(Thread.interrupted()).isTrue();

        assertThat(metric.score(Scoring.answer("card_arrival")).value()).isEqualTo(1);
    }

    @Test
    void aProgramThatCannotScoreTheRightAnswerIsRefusedBeforeAnythingIsPaid() throws IOException {
        Metric broken = Scoring.metric(folder, "command", "command", "python3,scoer.py");

        assertThatThrownBy(() -> broken.check(Scoring.answer("").example()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot score the right answer of the example \"7\"")
                .hasMessageContaining("scoer.py")
                .hasMessageContaining("Maybe");

        Metric whole = command();
        whole.check(Scoring.answer("").example());
        whole.check(Scoring.answer("other").example());
        assertThat(Files.readAllLines(folder.resolve("log"))).hasSize(1);
    }

    @Test
    void aReplyTooManyDoesNotReachTheNextAnswer() {
        Metric metric = command();
        metric.score(Scoring.answer("twice"));
        assertThat(metric.score(Scoring.answer("other")).value()).isEqualTo(0.25);
    }

    @Test
    void noSecretIsInItsEnvironment() {
        String names = command().score(Scoring.answer("environment")).feedback();
        assertThat(names).contains("PATH").doesNotContain("EMEND_TEST_API_KEY");
    }

    @Test
    void manyThreadsGetTheirOwnAnswersScores() {
        Metric metric = command();
        List<Double> values = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> metric.score(Scoring.answer(i % 2 == 0 ? "card_arrival" : "other " + i))
                        .value())
                .toList();
        assertThat(values)
                .isEqualTo(IntStream.range(0, 40)
                        .mapToObj(i -> i % 2 == 0 ? 1.0 : 0.25)
                        .toList());
    }

    @Test
    void aProgramThatIsNotThereIsFoundWhenTheTaskIsRead() {
        assertThatThrownBy(() -> Scoring.metric(folder, "command", "command", "./nowhere.sh"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("./nowhere.sh");
        assertThatThrownBy(() -> Scoring.metric(folder, "command", "command", "no-such-program-anywhere"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void anArgumentMayHaveACommaAndIsNeverReadByAShell() {
        Metric metric = Scoring.metric(
                folder,
                "command",
                "command",
                "[\"sh\", \"-c\", \"read line; echo '{\\\"score\\\": 0.5, \\\"feedback\\\": \\\"'$0,$1'\\\"}'\", \"a,b\", \"$(touch made)\"]",
                "process",
                "each");
        assertThat(metric.score(Scoring.answer("x")).feedback()).isEqualTo("a,b,$(touch made)");
        assertThat(folder.resolve("made")).doesNotExist();
    }
}
