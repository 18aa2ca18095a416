-- One-time links: the first administrator's, and those by which somebody starts anew.

CREATE TABLE access_link (
    hash BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    agent BYTEA REFERENCES agent (id),
    made_by BYTEA REFERENCES agent (id),
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
