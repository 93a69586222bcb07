-- How often somebody said that something is wrong with an offer: what, on which day, how often. No words, no address.
CREATE TABLE reports (
    offer TEXT    NOT NULL,
    wrong TEXT    NOT NULL,
    day   TEXT    NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (offer, day, wrong)
) WITHOUT ROWID;
