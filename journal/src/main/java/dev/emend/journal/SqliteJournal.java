package dev.emend.journal;

import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.run.Budget;
import dev.emend.run.Journal;
import dev.emend.run.StopReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The journal of one run, which this process alone works on until {@link #close}. Safe for use by many threads at once.
 */
public final class SqliteJournal implements Journal, AutoCloseable {

    private final Database database;
    private final String run;
    private final ExclusiveLock lock;
    private final Optional<String> family;
    private final boolean keepsStops;

    /**
     * @param family the beginning of the names of other runs whose entries are found too
     * @param keepsStops whether a limit that was reached is remembered
     */
    SqliteJournal(Database database, String run, ExclusiveLock lock, Optional<String> family, boolean keepsStops) {
        this.database = database;
        this.run = run;
        this.lock = lock;
        this.family = family;
        this.keepsStops = keepsStops;
    }

    /** In this run first, then in the oldest of its family that has it, whose entry then is this run's too. */
    @Override
    public Optional<Entry> find(String key) {
        return own(key).or(() -> family.flatMap(name -> related(name, key)).map(this::taken));
    }

    @Override
    public List<Entry> entries() {
        return database.with(handle -> handle.createQuery("SELECT * FROM entry WHERE run = :run ORDER BY ordinal")
                .bind("run", run)
                .map(SqliteJournal::entry)
                .list());
    }

    @Override
    public List<Entry> entriesWith(String inKey) {
        return database.with(handle -> handle.createQuery(
                        "SELECT * FROM entry WHERE run = :run AND instr(key, :text) > 0 ORDER BY ordinal")
                .bind("run", run)
                .bind("text", inKey)
                .map(SqliteJournal::entry)
                .list());
    }

    /** What was paid for elsewhere took none of this run's time. */
    private Entry taken(Entry entry) {
        Entry own = new Entry(
                entry.key(),
                entry.purpose(),
                entry.model(),
                entry.request(),
                entry.reply(),
                entry.took(),
                Duration.ZERO);
        append(own);
        return own;
    }

    private Optional<Entry> related(String name, String key) {
        return database.with(handle -> handle.createQuery("""
                        SELECT entry.* FROM entry JOIN run ON run.id = entry.run
                        WHERE entry.key = :key
                          AND entry.run IN (SELECT id FROM run WHERE substr(task, 1, length(:name)) = :name)
                        ORDER BY run.ordinal LIMIT 1""")
                .bind("key", key)
                .bind("name", name)
                .map(SqliteJournal::entry)
                .findOne());
    }

    private Optional<Entry> own(String key) {
        return database.with(handle -> handle.createQuery("SELECT * FROM entry WHERE run = :run AND key = :key")
                .bind("run", run)
                .bind("key", key)
                .map(SqliteJournal::entry)
                .findOne());
    }

    private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
        return new Entry(
                row.getString("key"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("model"),
                RecordJson.read(row.getString("request"), Request.class),
                RecordJson.read(row.getString("reply"), Reply.class),
                Duration.ofNanos(row.getLong("took_nanos")),
                Duration.ofNanos(row.getLong("elapsed_nanos")));
    }

    @Override
    public void append(Entry entry) {
        String request = RecordJson.write(entry.request());
        String reply = RecordJson.write(entry.reply());
        database.with(handle -> handle.createUpdate("""
                        INSERT INTO entry (run, key, purpose, model, request, reply, took_nanos, elapsed_nanos)
                        VALUES (:run, :key, :purpose, :model, :request, :reply, :took, :elapsed)
                        ON CONFLICT (run, key) DO NOTHING""")
                .bind("run", run)
                .bind("key", entry.key())
                .bind("purpose", entry.purpose().name())
                .bind("model", entry.model())
                .bind("request", request)
                .bind("reply", reply)
                .bind("took", entry.took().toNanos())
                .bind("elapsed", entry.elapsed().toNanos())
                .execute());
    }

    @Override
    public void forget(Set<String> keys) {
        database.with(handle -> handle.createUpdate("DELETE FROM entry WHERE run = :run AND key IN (<keys>)")
                .bind("run", run)
                .bindList("keys", List.copyOf(keys))
                .execute());
    }

    @Override
    public List<Stop> stops() {
        return database.with(handle -> handle.createQuery(
                        "SELECT batch, reason, budget FROM stop WHERE run = :run ORDER BY ordinal")
                .bind("run", run)
                .map((row, context) -> new Stop(
                        row.getLong("batch"),
                        StopReason.valueOf(row.getString("reason")),
                        RecordJson.read(row.getString("budget"), Budget.class)))
                .list());
    }

    /** A second stop in the same batch, under the same budget, is ignored. */
    @Override
    public void recordStop(Stop stop) {
        if (!keepsStops) {
            return;
        }
        database.with(handle -> handle.createUpdate("""
                        INSERT INTO stop (run, batch, reason, budget) VALUES (:run, :batch, :reason, :budget)
                        ON CONFLICT (run, batch, budget) DO NOTHING""")
                .bind("run", run)
                .bind("batch", stop.batch())
                .bind("reason", stop.reason().name())
                .bind("budget", RecordJson.write(stop.budget()))
                .execute());
    }

    @Override
    public Duration elapsed() {
        return database.with(handle -> Duration.ofNanos(
                handle.createQuery("SELECT coalesce(max(elapsed_nanos), 0) FROM entry WHERE run = :run")
                        .bind("run", run)
                        .mapTo(Long.class)
                        .one()));
    }

    /** Lets other processes work on the run. */
    @Override
    public void close() {
        lock.close();
    }
}
