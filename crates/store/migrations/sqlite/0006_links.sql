-- One-time links: the first administrator's, and those by which somebody starts anew.

CREATE TABLE access_link (
    hash BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    agent BLOB REFERENCES agent (id),
    made_by BLOB REFERENCES agent (id),
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
