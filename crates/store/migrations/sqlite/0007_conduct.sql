-- How often people asked for more than a chat needs, counted per day: no chat, no customer, no text.

CREATE TABLE conduct (
    agent BLOB NOT NULL,
    queue BLOB NOT NULL,
    day INTEGER NOT NULL,
    counted TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (agent, queue, day, counted, kind)
) STRICT, WITHOUT ROWID;
