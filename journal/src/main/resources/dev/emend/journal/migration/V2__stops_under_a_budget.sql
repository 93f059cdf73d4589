PRAGMA user_version = 2;

-- Where a limit was reached, and under which budget. Stops of version 1 name none and are forgotten: such a run goes on from there.
DROP TABLE stop;

CREATE TABLE stop (
    ordinal INTEGER PRIMARY KEY,
    run     TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    batch   INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    budget  TEXT NOT NULL,
    UNIQUE (run, batch, budget)
) STRICT;
