-- What is told of a run in a list; a status stands there from its end until somebody goes on with it.
CREATE TABLE run (
    id            TEXT PRIMARY KEY NOT NULL,
    started       TEXT NOT NULL,
    ended         TEXT,
    status        TEXT,
    task          TEXT NOT NULL,
    base          TEXT NOT NULL,
    branch        TEXT,
    agents        TEXT NOT NULL,
    winner        TEXT,
    known_cost    TEXT,
    unknown_count INTEGER,
    configuration TEXT
) STRICT;

CREATE INDEX run_by_start ON run (started);

-- What happened, as public JSON. SQLite notices a broken page, but not a flipped bit inside a text: the checksum does.
CREATE TABLE event (
    run      TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    time     TEXT NOT NULL,
    type     TEXT NOT NULL,
    agent    TEXT,
    body     TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (run, sequence)
) STRICT;
