package dev.emend.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Completion;
import dev.emend.model.Completion.Alternative;
import dev.emend.model.Completion.Token;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.run.Budget;
import dev.emend.run.Journal;
import dev.emend.run.Journal.Entry;
import dev.emend.run.Journal.Reply;
import dev.emend.run.StopReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {

    @TempDir
    Path directory;

    private Workspace workspace;
    private String run;

    @BeforeEach
    void open() {
        workspace = Workspace.open(directory);
        run = workspace.create("task", "{}");
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void whatIsAppendedIsFoundAndASecondReplyUnderItsKeyIsIgnored() {
        try (SqliteJournal journal = workspace.journal(run)) {
            Entry first = Calls.call("question", "first", 100);
            assertThat(journal.find(first.key())).isEmpty();
            journal.append(first);
            journal.append(Calls.call("question", "second", 200));
            assertThat(journal.find(first.key())).contains(first);
            assertThat(journal.elapsed()).isEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void entriesAreFoundByAPartOfTheirKeyInTheirOrder() {
        try (SqliteJournal journal = workspace.journal(run);
                SqliteJournal other = workspace.journal(workspace.create("task", "{}"))) {
            List<Entry> marked = Stream.of("b unread 1", "a unread 0")
                    .map(SqliteJournalTest::keyed)
                    .toList();
            marked.forEach(journal::append);
            journal.append(keyed("a"));
            other.append(keyed("c unread 0"));

            assertThat(journal.entriesWith(" unread ")).isEqualTo(marked);
            assertThat(journal.entriesWith("%")).isEmpty();
        }
    }

    private static Entry keyed(String key) {
        Entry call = Calls.call(key, "answer", 1);
        return new Entry(key, call.purpose(), call.model(), call.request(), call.reply(), call.took(), call.elapsed());
    }

    @Test
    void runsDoNotSeeEachOthersReplies() {
        Entry call = Calls.call("question", "answer", 1);
        try (SqliteJournal journal = workspace.journal(run);
                SqliteJournal other = workspace.journal(workspace.create("task", "{}"))) {
            journal.append(call);
            assertThat(other.find(call.key())).isEmpty();
            assertThat(other.elapsed()).isZero();
        }
    }

    @Test
    void stopsAreKeptInOrderAndOneForEachBatch() {
        try (SqliteJournal journal = workspace.journal(run);
                SqliteJournal other = workspace.journal(workspace.create("task", "{}"))) {
            assertThat(journal.stops()).isEmpty();
            assertThat(journal.elapsed()).isZero();
            Budget small = new Budget(
                    OptionalLong.of(100),
                    OptionalLong.empty(),
                    OptionalLong.of(7),
                    Optional.of(Duration.ofMillis(90_001)));
            journal.recordStop(new Journal.Stop(17, StopReason.TIME, small));
            journal.recordStop(new Journal.Stop(3, StopReason.CALLS, small));
            journal.recordStop(new Journal.Stop(17, StopReason.TOKENS, small));
            journal.recordStop(new Journal.Stop(17, StopReason.TOKENS, Budget.UNLIMITED));
            assertThat(journal.stops())
                    .containsExactly(
                            new Journal.Stop(17, StopReason.TIME, small),
                            new Journal.Stop(3, StopReason.CALLS, small),
                            new Journal.Stop(17, StopReason.TOKENS, Budget.UNLIMITED));
            assertThat(other.stops()).isEmpty();
        }
    }

    @Test
    void workThatAnotherBudgetMayGoOnWithForgetsItsStops() {
        try (SqliteJournal journal = workspace.journalOf("comparison")) {
            journal.recordStop(new Journal.Stop(17, StopReason.CALLS, Budget.calls(40)));
            assertThat(journal.stops()).isEmpty();
        }
    }

    @Test
    void whatIsForgottenIsAskedAgain() {
        Entry kept = Calls.call("question", "answer", 1);
        Entry taken = Calls.call("another", "answer", 2);
        try (SqliteJournal journal = workspace.journal(run)) {
            journal.append(kept);
            journal.append(taken);
            journal.forget(Set.of(taken.key()));
            assertThat(journal.entries()).containsExactly(kept);
        }
    }

    @Test
    void everyKindOfTextComesBackAsItWas() {
        List<String> texts = List.of(
                "",
                "\u0000 in the middle \u0000",
                "half a pair \ud83d and the other \ude42",
                "🙂 Größe 客服 \u202e \ufeff",
                "'; DROP TABLE entry; -- {{x}} :run \\u0041 \"",
                "\r\n\t\u0001\u001f\u007f\u2028",
                "x".repeat(1 << 20));
        try (SqliteJournal journal = workspace.journal(run)) {
            for (String text : texts) {
                Entry entry = Calls.call(text, text, 5);
                journal.append(entry);
                assertThat(journal.find(entry.key()).orElseThrow()).isEqualTo(entry);
            }
            Request request = Calls.call("too long", "", 0).request();
            Entry rejected = new Entry(
                    "key",
                    Purpose.META,
                    "openai:x",
                    request,
                    new Reply.Rejected("8,193 tokens\u0000"),
                    Duration.ofNanos(1),
                    Duration.ofDays(400));
            journal.append(rejected);
            assertThat(journal.find("key")).contains(rejected);
        }
    }

    @Test
    void aRejectionThatDoesNotSayWhatItCostIsReadAsFree() {
        assertThat(RecordJson.read("{\"kind\":\"rejected\",\"reason\":\"too long\"}", Reply.class))
                .isEqualTo(new Reply.Rejected("too long", Usage.NONE));
    }

    @Test
    void numbersComeBackToTheLastBit() {
        SplittableRandom random = new SplittableRandom(3);
        List<Token> tokens = new ArrayList<>(List.of(
                new Token("a", Double.NEGATIVE_INFINITY, List.of(new Alternative("b", -0.0))),
                new Token("c", -Double.MIN_VALUE, List.of(new Alternative("d", -Double.MAX_VALUE))),
                new Token("e", -0.1 - 0.2, List.of(new Alternative("f", Double.NaN)))));
        for (int i = 0; i < 2000; i++) {
            tokens.add(new Token("t", Double.longBitsToDouble(random.nextLong() & 0x7fef_ffff_ffff_ffffL), List.of()));
        }
        for (Constraint constraint : List.of(
                Constraint.NONE,
                new Constraint.JsonSchema("{\"type\":\"object\"}"),
                new Constraint.Grammar("root ::= \"a\""))) {
            Request request = new Request(
                    Purpose.JUDGE,
                    List.of(new ChatMessage(Role.ASSISTANT, "a"), new ChatMessage(Role.USER, "b")),
                    new Sampling(0.1 + 0.2, Math.nextDown(1.0), 3, List.of("\n", "###")),
                    constraint,
                    Long.MIN_VALUE,
                    20);
            Entry entry = new Entry(
                    request.fingerprint("m"),
                    Purpose.JUDGE,
                    "m",
                    request,
                    new Reply.Answered(
                            new Completion("text", Completion.Finish.LENGTH, new Usage(Long.MAX_VALUE, 1, 2), tokens)),
                    Duration.ofNanos(123_456_789_012_345L),
                    Duration.ofNanos(987_654_321_098_765L));
            try (SqliteJournal journal = workspace.journal(run)) {
                journal.append(entry);
                assertThat(journal.find(entry.key())).contains(entry);
                assertThat(journal.elapsed()).isEqualTo(entry.elapsed());
            }
        }
    }

    @Test
    void sixtyFourThreadsAppendAndFind() throws Exception {
        try (SqliteJournal journal = workspace.journal(run)) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> appending = new ArrayList<>();
                for (int thread = 0; thread < 64; thread++) {
                    int offset = thread;
                    appending.add(threads.submit(() -> {
                        for (int i = 0; i < 20; i++) {
                            // Neighbours append the same calls.
                            Entry call = Calls.call("question " + (offset / 2 * 20 + i), "answer", i);
                            journal.append(call);
                            assertThat(journal.find(call.key())).contains(call);
                        }
                    }));
                }
                for (Future<?> one : appending) {
                    one.get();
                }
            }
            assertThat(workspace.runs().getFirst().calls()).isEqualTo(32 * 20);
        }
    }

    @Test
    void whatAppendReturnedForSurvivesTheDeathOfTheProcess() throws IOException, InterruptedException {
        for (int reported : new int[] {1, 40, 150}) {
            String doomed = workspace.create("doomed", "{}");
            List<String> appended = new ArrayList<>();
            try (OtherProcess other = OtherProcess.start("append", directory, doomed)) {
                for (int i = 0; i < reported; i++) {
                    appended.add(other.line());
                }
                other.kill();
                appended.addAll(other.rest());
            }
            // The last line may be cut off.
            appended.removeIf(key -> key.length() != 64);
            assertThat(appended).hasSizeGreaterThanOrEqualTo(reported);
            try (Workspace reopened = Workspace.open(directory);
                    SqliteJournal journal = reopened.journal(doomed)) {
                for (String key : appended) {
                    Entry entry = journal.find(key).orElseThrow();
                    assertThat(entry.request().fingerprint("scripted")).isEqualTo(key);
                }
            }
        }
    }
}
