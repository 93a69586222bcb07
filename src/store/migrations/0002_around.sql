-- What stands around the catalogue: the public registers as last fetched, shortlists for 30 days, and counts without words or persons.
CREATE TABLE registers (
    only     INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    at       TEXT    NOT NULL,
    document TEXT    NOT NULL
);

CREATE TABLE shortlists (
    token    TEXT    NOT NULL PRIMARY KEY,
    expires  INTEGER NOT NULL,
    document TEXT    NOT NULL
) WITHOUT ROWID;

CREATE TABLE needs (
    month        TEXT    NOT NULL,
    municipality TEXT    NOT NULL,
    topic        TEXT    NOT NULL,
    age_band     TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    origin       TEXT    NOT NULL,
    count        INTEGER NOT NULL,
    PRIMARY KEY (municipality, month, topic, age_band, reason, origin)
) WITHOUT ROWID;

CREATE TABLE uses (
    month TEXT    NOT NULL,
    offer TEXT    NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (month, offer)
) WITHOUT ROWID;
