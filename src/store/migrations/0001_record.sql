-- Documents as they are now, every change that made them so, keys that may write, and the store's identity.
CREATE TABLE documents (
    target       TEXT    NOT NULL CHECK (target IN ('organization', 'offer')),
    id           TEXT    NOT NULL,
    revision     INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    organization TEXT,
    document     TEXT,
    PRIMARY KEY (target, id)
) WITHOUT ROWID;

CREATE INDEX documents_of ON documents (organization) WHERE organization IS NOT NULL;

CREATE TABLE changes (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    at       TEXT    NOT NULL,
    target   TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    revision INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    by       TEXT    NOT NULL,
    members  TEXT    NOT NULL,
    document TEXT
);

CREATE INDEX changes_of ON changes (target, id, revision);

CREATE TABLE keys (
    name TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL
);

CREATE TABLE identity (
    only  INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    value TEXT    NOT NULL
);

INSERT INTO identity (only, value) VALUES (1, lower(hex(randomblob(16))));
