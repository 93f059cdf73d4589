package dev.emend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.emend.InvalidInputException;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.run.Budget;
import dev.emend.run.Inquiry;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.StopReason;
import dev.emend.run.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    Path directory;

    @Test
    void runsAreNumberedByNameAndFoundAgainAfterReopening() {
        try (Workspace workspace = Workspace.open(directory.resolve("deep/down"))) {
            assertThat(workspace.create("Support Intents", "{\"a\":1}")).isEqualTo("support-intents-1");
            assertThat(workspace.create("Größe: ½ m²!", "{}")).isEqualTo("gro-e-1-2-m2-1");
            assertThat(workspace.create("客服", "{}")).isEqualTo("run-1");
            assertThat(workspace.create("support_intents", "{\"b\":2}")).isEqualTo("support-intents-2");
        }
        try (Workspace workspace = Workspace.open(directory.resolve("deep/down"))) {
            assertThat(workspace.snapshot("support-intents-1")).isEqualTo("{\"a\":1}");
            assertThat(workspace.runs())
                    .extracting(RunSummary::id)
                    .containsExactly("support-intents-2", "run-1", "gro-e-1-2-m2-1", "support-intents-1");
            assertThat(workspace.runs().get(2).task()).isEqualTo("Größe: ½ m²!");
        }
    }

    @Test
    void aRunIsFinishedOnceItHasAResult() {
        try (Workspace workspace = Workspace.open(directory)) {
            String run = workspace.create("task", "{}");
            try (SqliteJournal journal = workspace.journal(run)) {
                journal.append(Calls.call("a", "b", 1));
                journal.append(Calls.call("c", "d", 2));
            }
            assertThat(workspace.result(run)).isEmpty();
            assertThat(workspace.runs().getFirst().finished()).isFalse();
            assertThat(workspace.runs().getFirst().calls()).isEqualTo(2);
            workspace.finish(run, Verdict.NO_CHANGE, "{\"verdict\":\"no-change\"}");
            assertThat(workspace.result(run)).contains("{\"verdict\":\"no-change\"}");
            assertThat(workspace.runs().getFirst().verdict()).contains(Verdict.NO_CHANGE);
        }
    }

    @Test
    void anUnfinishedRunCanBeGivenAnotherSnapshotAndForgetsWhereALimitWasReached() {
        try (Workspace workspace = Workspace.open(directory)) {
            String run = workspace.create("task", "{\"minutes\":1}");
            try (SqliteJournal journal = workspace.journal(run)) {
                journal.append(Calls.call("a", "b", 1));
                journal.recordStop(new Journal.Stop(3, StopReason.TIME, Budget.calls(10)));
            }

            workspace.amend(run, Optional.empty(), "{\"minutes\":2}");

            assertThat(workspace.snapshot(run)).isEqualTo("{\"minutes\":2}");
            try (SqliteJournal journal = workspace.journal(run)) {
                assertThat(journal.stops()).isEmpty();
                assertThat(journal.elapsed()).isPositive();
            }
            workspace.finish(run, Verdict.NO_CHANGE, "{}");
            assertThatThrownBy(() -> workspace.requireUnfinished(run))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is finished");
        }
    }

    @Test
    void anotherSnapshotTakesBackHowTheRunEnded() {
        try (Workspace workspace = Workspace.open(directory)) {
            String run = workspace.create("task", "{\"minutes\":1}");
            workspace.finish(run, Verdict.NO_CHANGE, "{}");

            workspace.amend(run, Optional.of("{}"), "{\"minutes\":2}");

            assertThat(workspace.result(run)).isEmpty();
            assertThat(workspace.runs().getFirst().verdict()).isEmpty();
            workspace.requireUnfinished(run);
        }
    }

    @Test
    void aResultThatCameMeanwhileIsNotTakenBack() {
        try (Workspace workspace = Workspace.open(directory)) {
            String run = workspace.create("task", "{\"minutes\":1}");
            Optional<String> seen = workspace.result(run);
            workspace.finish(run, Verdict.PROMOTED, "{\"verdict\":\"promoted\"}");

            assertThatThrownBy(() -> workspace.amend(run, seen, "{\"minutes\":2}"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is finished");

            assertThat(workspace.result(run)).contains("{\"verdict\":\"promoted\"}");
            assertThat(workspace.snapshot(run)).isEqualTo("{\"minutes\":1}");
        }
    }

    @Test
    void aDeletedRunIsGoneWithItsJournalAndItsIdIsNotGivenAgain() {
        try (Workspace workspace = Workspace.open(directory)) {
            String run = workspace.create("task", "{}");
            try (SqliteJournal journal = workspace.journal(run)) {
                journal.append(Calls.call("a", "b", 1));
                assertThatThrownBy(() -> workspace.delete(run)).hasMessageContaining("is in use");
            }
            workspace.delete(run);
            assertThat(workspace.runs()).isEmpty();
            assertThatThrownBy(() -> workspace.journal(run)).isInstanceOf(InvalidInputException.class);
            assertThat(workspace.create("task", "{}")).isEqualTo("task-2");
        }
    }

    @Test
    void anUnknownRunIsAnErrorThatNamesTheLikelyOnes() {
        try (Workspace workspace = Workspace.open(directory)) {
            assertThatThrownBy(() -> workspace.snapshot("task-1"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("there is no run \"task-1\"")
                    .hasMessageContaining("it is empty");
            workspace.create("task", "{}");
            workspace.create("task", "{}");
            IntStream.range(0, 7).forEach(i -> workspace.create("other", "{}"));
            for (Runnable use : List.<Runnable>of(
                    () -> workspace.snapshot("task-9"),
                    () -> workspace.result("task-9"),
                    () -> workspace.journal("task-9"),
                    () -> workspace.delete("task-9"),
                    () -> workspace.finish("task-9", Verdict.PROMOTED, "{}"))) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("there are task-2, task-1, other-7, other-6, other-5 and 4 more")
                        .hasMessageEndingWith("Maybe you mean \"task-2\".");
            }
        }
    }

    @Test
    void processesThatCreateRunsAtOnceInANewWorkspaceGetDifferentOnes() throws IOException {
        try (OtherProcess one = OtherProcess.start("create", directory, "20");
                OtherProcess other = OtherProcess.start("create", directory, "20")) {
            List<String> ids = new ArrayList<>(one.rest());
            ids.addAll(other.rest());
            assertThat(ids)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 40)
                            .mapToObj(number -> "shared-" + number)
                            .toList());
        }
    }

    @Test
    void oneProcessAtATimeWorksOnARun() throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.open(directory)) {
            String run = workspace.create("task", "{}");
            try (OtherProcess other = OtherProcess.start("hold", directory, run)) {
                assertThat(other.line()).isEqualTo("held");
                assertThatThrownBy(() -> workspace.journal(run))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessage("the run task-1 is in use\nMaybe another process is working on it.");
                other.kill();
            }
            try (SqliteJournal journal = workspace.journal(run)) {
                assertThatThrownBy(() -> workspace.journal(run)).hasMessageContaining("in use");
                // The attempt above must not have dropped this process's lock.
                try (OtherProcess other = OtherProcess.start("hold", directory, run)) {
                    assertThat(other.line()).isEqualTo("refused");
                }
                assertThat(journal.elapsed()).isZero();
            }
            workspace.journal(run).close();
        }
    }

    /** {@code version-1.db} was written by the first version; every later one must read it. */
    @Test
    void aFileOfTheFirstVersionIsReadAndKept() throws IOException {
        try (InputStream old = Objects.requireNonNull(getClass().getResourceAsStream("version-1.db"))) {
            Files.copy(old, directory.resolve("journal.db"));
        }
        try (Workspace workspace = Workspace.open(directory)) {
            assertThat(workspace.runs())
                    .extracting(RunSummary::id, RunSummary::calls)
                    .containsExactly(tuple("support-intents-1", 2L));
            assertThat(workspace.snapshot("support-intents-1")).isEqualTo("{\"seed\":7}");
            assertThat(workspace.result("support-intents-1")).contains("{\"verdict\":\"promoted\"}");
            try (SqliteJournal journal = workspace.journal("support-intents-1")) {
                var call = Calls.call("Where is my card?", "card_arrival", 1500);
                assertThat(journal.find(call.key())).contains(call);
            }
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsAClearError() throws IOException {
        Files.writeString(directory.resolve("journal.db"), "Dear diary, ".repeat(1000));
        assertThatThrownBy(() -> Workspace.open(directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("journal.db: the file is no SQLite database");
    }

    @Test
    void anotherProgramsDatabaseIsRefusedAndLeftAsItIs() throws IOException, SQLException {
        Path file = directory.resolve("journal.db");
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            foreign.createStatement().execute("CREATE TABLE run (id TEXT)");
        }
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Workspace.open(directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the database is not Emend's");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aNewerVersionsFileIsRefused() throws SQLException {
        Workspace.open(directory).close();
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.db"))) {
            newer.createStatement().execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> Workspace.open(directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the journal has version 99")
                .hasMessageContaining("Maybe a newer Emend wrote it");
    }

    @Test
    void aDamagedFileIsAClearError() throws IOException {
        String run;
        try (Workspace workspace = Workspace.open(directory)) {
            run = workspace.create("task", "{}");
            try (SqliteJournal journal = workspace.journal(run)) {
                IntStream.range(0, 100).forEach(i -> journal.append(Calls.call("q" + i, "a".repeat(2000), i)));
            }
        }
        Path file = directory.resolve("journal.db");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] junk = new byte[(int) Files.size(file) - 8192];
            Arrays.fill(junk, (byte) 0x5a);
            channel.write(ByteBuffer.wrap(junk), 8192);
        }
        assertThatThrownBy(() -> {
                    try (Workspace workspace = Workspace.open(directory);
                            SqliteJournal journal = workspace.journal(run)) {
                        journal.find(Calls.call("q50", "", 0).key());
                    }
                })
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the journal is damaged");
    }

    @Test
    void aWorkspaceThatCannotBeADirectoryIsAClearError() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> Workspace.open(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the workspace is a file and no directory");
    }

    @Test
    void whatAPieceOfTheSameWorkHasPaidForIsFoundAndKept() {
        try (Workspace workspace = Workspace.open(directory)) {
            Journal.Entry paid = Calls.call("a", "b", 1);
            try (SqliteJournal first = workspace.journalOf("answers 1")) {
                first.append(paid);
            }
            try (SqliteJournal other = workspace.journalOf("judgements 1", "judgements ")) {
                assertThat(other.find(paid.key())).isEmpty();
            }
            try (SqliteJournal second = workspace.journalOf("answers 2", "answers ")) {
                assertThat(second.find(paid.key()).orElseThrow().reply()).isEqualTo(paid.reply());
                assertThat(second.elapsed())
                        .as("it took none of this piece's time")
                        .isZero();
            }
            workspace.delete("answers-1-1");
            try (SqliteJournal second = workspace.journalOf("answers 2", "answers ")) {
                assertThat(second.find(paid.key())).isPresent();
            }
        }
    }

    @Test
    void whatAPieceOfTheSameWorkHasPaidForInVainIsItsOwn() {
        Request request = Calls.call("a", "b", 1).request();
        AtomicInteger asked = new AtomicInteger();
        Function<Request, String> garbled = any -> {
            asked.incrementAndGet();
            throw new ModelException(ModelException.Kind.UNREADABLE, "it cannot be read");
        };
        try (Workspace workspace = Workspace.open(directory)) {
            try (SqliteJournal first = workspace.journalOf("answers 1", "answers ")) {
                assertThat(calls(request, garbled, 2, first)).isEqualTo(2);
            }
            try (SqliteJournal second = workspace.journalOf("answers 2", "answers ")) {
                assertThat(calls(request, garbled, 1, second)).isEqualTo(1);
                assertThat(second.entries()).hasSize(1);
            }
            try (SqliteJournal first = workspace.journalOf("answers 1", "answers ")) {
                assertThat(calls(request, any -> "b", 3, first)).isEqualTo(3);
            }
        }
        assertThat(asked).hasValue(3);
    }

    private static long calls(Request request, Function<Request, String> answer, long budget, Journal journal) {
        LanguageModel model = new LanguageModel() {
            @Override
            public String name() {
                return "model";
            }

            @Override
            public Completion complete(Request asked) {
                return new Completion(answer.apply(asked), Completion.Finish.STOP, new Usage(1, 0, 1), List.of());
            }
        };
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.calls(budget), journal, 1, event -> {});
        inquiry.send(List.of(request));
        return inquiry.spend().calls();
    }
}
