package dev.emend.journal;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.model.Purpose;
import dev.emend.run.Verdict;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A directory that holds runs, in {@code journal.db}. Several processes may have it open. Safe for use by many threads at
 * once; calls block while the disk is written to.
 */
public final class Workspace implements AutoCloseable {

    private static final List<String> MODELS = Arrays.stream(Purpose.values())
            .filter(Purpose::counts)
            .map(Purpose::name)
            .toList();

    /** Runs, each with the calls of {@code models} that it has made. */
    private static final String SUMMARIES = """
            SELECT id, task, created, verdict,
                   (SELECT count(*) FROM entry WHERE entry.run = run.id AND entry.purpose IN (<models>)) AS calls
            FROM run""";

    private static final int LONGEST_NAME = 40;
    private static final int SUGGESTIONS = 5;

    private final Path directory;
    private final Database database;

    private Workspace(Path directory, Database database) {
        this.directory = directory;
        this.database = database;
    }

    /**
     * Opens the workspace, creating the directory and the database where they are missing, and bringing a database that an
     * earlier version wrote up to date.
     *
     * @throws InvalidInputException where there can be no directory or {@code journal.db} is not Emend's, is damaged, is
     *     too new, or cannot be written
     */
    public static Workspace open(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException file) {
            throw new InvalidInputException(
                    "the workspace is a file and no directory",
                    Where.file(directory.toString()),
                    "name the directory that it is in.");
        } catch (AccessDeniedException denied) {
            throw new InvalidInputException(
                    "the workspace cannot be created: permission denied",
                    Where.file(directory.toString()),
                    "the directory above belongs to another user.");
        } catch (IOException failure) {
            throw new InvalidInputException(
                    "the workspace cannot be created: " + failure.getMessage(), Where.file(directory.toString()), "");
        }
        return new Workspace(directory, Database.open(directory.resolve("journal.db")));
    }

    /**
     * Adds a run.
     *
     * @param snapshotJson everything that the run is a function of, besides its completions
     * @return its id: the task's name in lower-case letters, digits and hyphens, and a number that no other run of that
     *     name has or had, such as {@code support-intents-3}
     */
    public String create(String taskName, String snapshotJson) {
        String name = slug(taskName);
        return database.inTransaction(handle -> {
            long number =
                    handle.createQuery("""
                            INSERT INTO numbering (name, last) VALUES (:name, 1)
                            ON CONFLICT (name) DO UPDATE SET last = last + 1
                            RETURNING last""").bind("name", name).mapTo(Long.class).one();
            String id = name + "-" + number;
            handle.createUpdate(
                            "INSERT INTO run (id, task, created, snapshot) VALUES (:id, :task, :created, :snapshot)")
                    .bind("id", id)
                    .bind("task", taskName)
                    .bind(
                            "created",
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                    .bind("snapshot", snapshotJson)
                    .execute();
            return id;
        });
    }

    private static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        String slug = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = slug.substring(0, Math.min(LONGEST_NAME, slug.length())).replaceAll("^-|-$", "");
        return cut.isEmpty() ? "run" : cut;
    }

    /** Every run, the newest first. */
    public List<RunSummary> runs() {
        return database.with(handle -> handle.createQuery(SUMMARIES + " ORDER BY ordinal DESC")
                .bindList("models", MODELS)
                .map(Workspace::summary)
                .list());
    }

    /** How many calls of models the run has made, over all sittings. */
    public long calls(String run) {
        return database.with(handle -> handle.createQuery(SUMMARIES + " WHERE id = :run")
                .bindList("models", MODELS)
                .bind("run", run)
                .map(Workspace::summary)
                .findOne()
                .map(RunSummary::calls)
                .orElse(0L));
    }

    /** The newest run of this name, if there is one. */
    public Optional<RunSummary> newest(String taskName) {
        return database.with(
                handle -> handle.createQuery(SUMMARIES + " WHERE task = :task ORDER BY ordinal DESC LIMIT 1")
                        .bindList("models", MODELS)
                        .bind("task", taskName)
                        .map(Workspace::summary)
                        .findOne());
    }

    /**
     * The journal of work that needs no snapshot, since whoever repeats it under the same name asks the same: the one of
     * its {@link #newest} sitting, or a new one. Where a limit was reached is not kept there: the next sitting may have another.
     */
    public SqliteJournal journalOf(String taskName) {
        return journal(sitting(taskName), Optional.empty(), false);
    }

    /**
     * As {@link #journalOf}, for work of which another piece may ask some of the same: what was paid for under any name of the
     * same beginning is found too, such as the answers to the first rows of a file that has grown. What is new is kept under this
     * name alone, so pieces can be worked on at once.
     *
     * @param family with which {@code taskName} begins
     */
    public SqliteJournal journalOf(String taskName, String family) {
        return journal(sitting(taskName), Optional.of(family), false);
    }

    /** As {@link #journalOf(String, String)}, where what was paid for under any name is found. */
    public SqliteJournal sharedJournalOf(String taskName) {
        return journalOf(taskName, "");
    }

    private String sitting(String taskName) {
        return newest(taskName).map(RunSummary::id).orElseGet(() -> create(taskName, "{}"));
    }

    private static RunSummary summary(ResultSet row, StatementContext context) throws SQLException {
        return new RunSummary(
                row.getString("id"),
                row.getString("task"),
                Instant.parse(row.getString("created")),
                row.getLong("calls"),
                Optional.ofNullable(row.getString("verdict")).map(Verdict::valueOf));
    }

    /**
     * What {@link #create} was given.
     *
     * @throws InvalidInputException where there is no such run; it names the ones that may have been meant
     */
    public String snapshot(String id) {
        return column("snapshot", id).orElseThrow(() -> unknown(id));
    }

    /**
     * Looks whether a run may go on as another one, which it may not once its hold-out was looked at.
     *
     * @throws InvalidInputException where there is no such run, or it is finished
     */
    public void requireUnfinished(String id) {
        if (result(id).isPresent()) {
            throw finished(id);
        }
    }

    /**
     * Gives a run another snapshot, such as one with a larger budget, and takes back how it ended, if it did. What was paid for
     * stays; where a limit was reached is forgotten, since that followed from the old budget.
     *
     * @param seen the result that is taken back, so that none is lost that came meanwhile; empty where the run has not ended
     * @throws InvalidInputException where there is no such run, its result is another by now, or someone else works on it
     */
    public void amend(String id, Optional<String> seen, String snapshotJson) {
        requireRun(id);
        try (ExclusiveLock ignored = lock(id)) {
            database.inTransaction(handle -> {
                int amended = handle.createUpdate("UPDATE run SET snapshot = :snapshot, verdict = NULL, result = NULL"
                                + " WHERE id = :id AND result IS :seen")
                        .bind("snapshot", snapshotJson)
                        .bind("id", id)
                        .bind("seen", seen.orElse(null))
                        .execute();
                if (amended == 0) {
                    throw finished(id);
                }
                return handle.createUpdate("DELETE FROM stop WHERE run = :id")
                        .bind("id", id)
                        .execute();
            });
        }
    }

    private static InvalidInputException finished(String id) {
        return new InvalidInputException(
                "the run " + id + " is finished; its hold-out examples have been used",
                Where.NOWHERE,
                "start a new run.");
    }

    /**
     * What {@link #finish} was given; empty until then.
     *
     * @throws InvalidInputException where there is no such run
     */
    public Optional<String> result(String id) {
        requireRun(id);
        return column("result", id);
    }

    private Optional<String> column(String column, String id) {
        return database.with(handle -> handle.createQuery(
                        "SELECT " + column + " FROM run WHERE id = :id AND " + column + " IS NOT NULL")
                .bind("id", id)
                .mapTo(String.class)
                .findOne());
    }

    /**
     * Records how a run ended. A run that is finished again, such as one that was resumed to look at it, ends the same way.
     *
     * @throws InvalidInputException where there is no such run
     */
    public void finish(String id, Verdict verdict, String resultJson) {
        int changed = database.with(
                handle -> handle.createUpdate("UPDATE run SET verdict = :verdict, result = :result WHERE id = :id")
                        .bind("verdict", verdict.name())
                        .bind("result", resultJson)
                        .bind("id", id)
                        .execute());
        if (changed == 0) {
            throw unknown(id);
        }
    }

    /**
     * The journal of a run, locked: no one else can have it until it is closed or this process ends.
     *
     * @throws InvalidInputException where there is no such run, or someone else works on it
     */
    public SqliteJournal journal(String id) {
        return journal(id, Optional.empty(), true);
    }

    private SqliteJournal journal(String id, Optional<String> family, boolean keepsStops) {
        requireRun(id);
        return new SqliteJournal(database, id, lock(id), family, keepsStops);
    }

    /**
     * Deletes a run with its journal.
     *
     * @throws InvalidInputException where there is no such run, or someone works on it
     */
    public void delete(String id) {
        requireRun(id);
        try (ExclusiveLock ignored = lock(id)) {
            database.with(handle -> handle.createUpdate("DELETE FROM run WHERE id = :id")
                    .bind("id", id)
                    .execute());
        }
    }

    private ExclusiveLock lock(String id) {
        return ExclusiveLock.tryAcquire(directory.resolve("locks").resolve(id + ".lock"))
                .orElseThrow(() -> new InvalidInputException(
                        "the run " + id + " is in use", Where.NOWHERE, "another process is working on it."));
    }

    private void requireRun(String id) {
        if (column("id", id).isEmpty()) {
            throw unknown(id);
        }
    }

    private InvalidInputException unknown(String id) {
        List<String> newest = runs().stream().map(RunSummary::id).toList();
        String name = name(id);
        List<String> likely = newest.stream()
                .sorted(Comparator.comparing((String other) -> !name(other).equals(name)))
                .limit(SUGGESTIONS)
                .toList();
        return new InvalidInputException(
                "there is no run \"" + id + "\" in the workspace " + directory
                        + (likely.isEmpty()
                                ? "; it is empty"
                                : "; there " + (likely.size() == 1 ? "is " : "are ")
                                        + String.join(", ", likely)
                                        + (newest.size() > likely.size()
                                                ? " and " + (newest.size() - likely.size()) + " more"
                                                : "")),
                Where.NOWHERE,
                likely.isEmpty() ? "the run is in another workspace." : "you mean \"" + likely.getFirst() + "\".");
    }

    private static String name(String id) {
        return id.replaceFirst("-\\d+$", "");
    }

    /** Closes the database. Journals of this workspace can no longer be used. */
    @Override
    public void close() {
        database.close();
    }
}
