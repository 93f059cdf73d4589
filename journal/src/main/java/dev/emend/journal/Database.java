package dev.emend.journal;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file with its schema. Threads take turns on one connection: SQLite has one writer at a time anyway, and a
 * queue here is fair where its busy timeout is not. Other processes may have the file open too.
 */
final class Database implements AutoCloseable {

    private static final int APPLICATION_ID = 0x456d6e64;
    private static final int SCHEMA_VERSION = 2;
    private static final int BUSY_MILLIS = 30_000;

    private final Path file;
    private final Handle handle;
    private final ReentrantLock turn = new ReentrantLock(true);

    private Database(Path file, Handle handle) {
        this.file = file;
        this.handle = handle;
    }

    /** @throws InvalidInputException where the file is no journal, is damaged, too new, or cannot be opened */
    static Database open(Path file) {
        SQLiteDataSource source = new SQLiteDataSource(settings());
        source.setUrl("jdbc:sqlite:" + file);
        try {
            migrate(file, source);
            return new Database(file, Jdbi.create(source).open());
        } catch (SQLException | FlywayException | JdbiException failure) {
            throw explained(file, failure);
        }
    }

    private static SQLiteConfig settings() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
        settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        settings.setBusyTimeout(BUSY_MILLIS);
        settings.enforceForeignKeys(true);
        return settings;
    }

    private static void migrate(Path file, SQLiteDataSource source) throws SQLException {
        if (isCurrent(file)) {
            return;
        }
        // Flyway takes no lock on SQLite, and two processes may open a new workspace at once.
        try (ExclusiveLock ignored = ExclusiveLock.await(file.resolveSibling(file.getFileName() + ".lock"))) {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:dev/emend/journal/migration")
                    .load()
                    .migrate();
        }
    }

    private static boolean isCurrent(Path file) throws SQLException {
        // Opened without settings: another program's database must not be changed by a look at it.
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection()) {
            int application = number(connection, "PRAGMA application_id");
            if (application != APPLICATION_ID
                    && number(connection, "SELECT count(*) FROM sqlite_schema") > 0
                    && number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'flyway_schema_history'")
                            == 0) {
                throw new InvalidInputException(
                        "the database is not Emend's", Where.file(file.toString()), "another directory was meant.");
            }
            int version = number(connection, "PRAGMA user_version");
            if (version > SCHEMA_VERSION) {
                throw new InvalidInputException(
                        "the journal has version " + version + ", and this Emend knows versions up to "
                                + SCHEMA_VERSION,
                        Where.file(file.toString()),
                        "a newer Emend wrote it; use that one.");
            }
            return version == SCHEMA_VERSION;
        }
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.getInt(1);
        }
    }

    /** Runs {@code work} when it is this thread's turn. A single statement is durable when it returns. */
    <T> T with(HandleCallback<T, RuntimeException> work) {
        turn.lock();
        try {
            return work.withHandle(handle);
        } catch (JdbiException failure) {
            throw explained(file, failure);
        } finally {
            turn.unlock();
        }
    }

    /** Runs {@code work} as one transaction, which no other process's can come between. */
    <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        return with(open -> open.inTransaction(work));
    }

    @Override
    public void close() {
        turn.lock();
        try {
            handle.close();
        } finally {
            turn.unlock();
        }
    }

    /** What a user can do something about is an input error; the rest stays what it is. */
    private static RuntimeException explained(Path file, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return explained(file, failure, sqlite.getResultCode());
            }
        }
        return asUnchecked(failure);
    }

    private static RuntimeException explained(Path file, Exception failure, SQLiteErrorCode code) {
        Where where = Where.file(file.toString());
        // Extended codes carry the primary one in their low byte.
        return switch (code.code & 0xff) {
            case 26 ->
                new InvalidInputException(
                        "the file is no SQLite database", where, "another program's file has that name; move it away.");
            case 11 ->
                new InvalidInputException(
                        "the journal is damaged: " + code.message,
                        where,
                        "a copy was made while a run was going on, or the disk fails; restore the file, or move it away.");
            case 13 ->
                new InvalidInputException(
                        "the disk is full; what was journaled before is safe", where, "free some space and resume.");
            case 3, 8, 14 ->
                new InvalidInputException(
                        "the journal cannot be opened for writing: " + code.message,
                        where,
                        "the file or its directory belongs to another user.");
            case 5 ->
                new InvalidInputException(
                        "the journal was locked for " + BUSY_MILLIS / 1000 + " seconds",
                        where,
                        "another program has the file open in a transaction.");
            default -> asUnchecked(failure);
        };
    }

    private static RuntimeException asUnchecked(Exception failure) {
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
