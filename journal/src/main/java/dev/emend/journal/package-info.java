/**
 * The durable memory of runs, on SQLite. A {@link dev.emend.journal.Workspace} is a directory with one database of runs;
 * {@link dev.emend.journal.SqliteJournal} is the journal of one of them. A reply is on the disk before anything uses it,
 * so a process may die at any moment and no paid call is lost. Entries keep their requests, which makes the file an audit
 * trail that any SQLite tool can read. Keys of model providers never come here.
 */
@NullMarked
package dev.emend.journal;

import org.jspecify.annotations.NullMarked;
