-- Whether people found what they needed, as counts; and changes by when they were made, for what is new.
CREATE TABLE feedback (
    month        TEXT    NOT NULL,
    municipality TEXT    NOT NULL,
    topic        TEXT    NOT NULL,
    outcome      TEXT    NOT NULL,
    count        INTEGER NOT NULL,
    PRIMARY KEY (municipality, month, topic, outcome)
) WITHOUT ROWID;

CREATE INDEX changes_at ON changes (at);
