-- Marks the file as Emend's ("Emnd"), so that another program's database is told apart.
PRAGMA application_id = 1164799588;

-- The schema's version; a newer one than the reader knows is refused.
PRAGMA user_version = 1;

CREATE TABLE run (
    ordinal  INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    task     TEXT NOT NULL,
    created  TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    verdict  TEXT,
    result   TEXT
) STRICT;

-- The last number given to a run of each name: a deleted run's id is not given again.
CREATE TABLE numbering (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

-- One paid call. The request stands here for audit; the reply, with usage and log-probabilities, is what a run resumes from.
CREATE TABLE entry (
    ordinal       INTEGER PRIMARY KEY,
    run           TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    key           TEXT NOT NULL,
    purpose       TEXT NOT NULL,
    model         TEXT NOT NULL,
    request       TEXT NOT NULL,
    reply         TEXT NOT NULL,
    took_nanos    INTEGER NOT NULL,
    elapsed_nanos INTEGER NOT NULL,
    UNIQUE (run, key)
) STRICT;

CREATE INDEX entry_elapsed ON entry (run, elapsed_nanos);

-- Where the run's time was over.
CREATE TABLE stop (
    ordinal INTEGER PRIMARY KEY,
    run     TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    batch   INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    UNIQUE (run, batch)
) STRICT;
