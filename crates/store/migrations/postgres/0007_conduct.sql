-- How often people asked for more than a chat needs, counted per day: no chat, no customer, no text.

CREATE TABLE conduct (
    agent BYTEA NOT NULL,
    queue BYTEA NOT NULL,
    day BIGINT NOT NULL,
    counted TEXT NOT NULL,
    kind TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (agent, queue, day, counted, kind)
);
