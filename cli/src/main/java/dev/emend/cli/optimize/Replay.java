package dev.emend.cli.optimize;

import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.run.FixedJournal;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.Task;
import dev.emend.scoring.embedding.MiniLm;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs again from the journal alone, without a call and without the use of a tool. */
final class Replay {

    private Replay() {}

    /** @throws dev.emend.model.ModelException where the journal lacks a reply, as it does of an unfinished run */
    static RunResult of(Workspace workspace, String run, StoredRun stored, Consumer<RunEvent> events) {
        Task task = stored.loaded().task();
        try (SqliteJournal journal = workspace.journal(run)) {
            return new Run(task, models(task), new FixedJournal(journal)).execute(events);
        }
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
