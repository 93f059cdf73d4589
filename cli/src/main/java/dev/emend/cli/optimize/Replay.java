package dev.emend.cli.optimize;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.model.ModelException;
import dev.emend.run.FixedJournal;
import dev.emend.run.Models;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Run;
import dev.emend.run.RunResult;
import dev.emend.run.Task;
import dev.emend.scoring.embedding.MiniLm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs again from the journal alone, without a call and without the use of a tool. */
final class Replay {

    private Replay() {}

    /** A finished run that takes another course now, which its journal does not hold. */
    static final class OtherCourseException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient InvalidInputException wrong;

        private OtherCourseException(InvalidInputException wrong, RuntimeException why) {
            super(wrong.getMessage(), why);
            this.wrong = wrong;
        }

        /** For who needs what the run found. */
        InvalidInputException wrongInput() {
            return wrong;
        }
    }

    /** A finished run as it was given, and what it comes to now. */
    record Repeated(StoredRun stored, RunResult result) {}

    /**
     * @throws OtherCourseException where the journal lacks a reply, or does not lead to a verdict any more, or something that the run needs
     *     is gone
     * @throws InvalidInputException where another process is working on the run
     */
    static Repeated of(Workspace workspace, String run) {
        try (SqliteJournal journal = workspace.journal(run)) {
            return repeated(journal, workspace.snapshot(run), run);
        }
    }

    private static Repeated repeated(SqliteJournal journal, String snapshot, String run) {
        try {
            StoredRun stored = StoredRun.parse(snapshot);
            Task task = stored.loaded().task();
            return new Repeated(stored, new Run(task, models(task), new FixedJournal(journal)).execute(event -> {}));
        } catch (InvalidInputException gone) {
            throw otherCourse(run, gone.what(), gone.where(), gone.maybe().orElse(""), gone);
        } catch (ModelException | NoVerdictException other) {
            throw otherCourse(
                    run,
                    other.getMessage(),
                    Where.NOWHERE,
                    "another version of Emend made it, or a program or class that scores has changed since.",
                    other);
        }
    }

    private static OtherCourseException otherCourse(
            String run, @Nullable String why, Where where, String maybe, RuntimeException cause) {
        return new OtherCourseException(
                new InvalidInputException("the run " + run + " can no longer be repeated: " + why, where, maybe),
                cause);
    }

    /**
     * Who leads a run that is not finished; empty where nothing was measured yet.
     *
     * @throws dev.emend.InvalidInputException where another process is working on the run
     */
    static Optional<Run.Leader> leader(Workspace workspace, String run, StoredRun stored) {
        Task task = stored.loaded().task();
        try (SqliteJournal journal = workspace.journal(run)) {
            return new Run(task, models(task), new FixedJournal(journal)).leader();
        }
    }

    private static Models models(Task task) {
        return Models.of(task.models().roles(), task.prices(), NoCalls::new)
                .withEmbedding(MiniLm.shared())
                .withInstruments(new NoTools());
    }
}
