-- Who the organisation's own sign-in says somebody is, and the accounts that its directory keeps.

CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    agent BLOB NOT NULL REFERENCES agent (id),
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT;
CREATE INDEX identity_agent ON identity (agent);

CREATE TABLE directory_token (
    hash BLOB NOT NULL PRIMARY KEY,
    label TEXT NOT NULL,
    made_by BLOB REFERENCES agent (id),
    made_at INTEGER NOT NULL,
    used_at INTEGER,
    ended_at INTEGER
) STRICT;

CREATE TABLE directory_person (
    agent BLOB NOT NULL PRIMARY KEY REFERENCES agent (id),
    external_id TEXT UNIQUE,
    active INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE directory_group (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    external_id TEXT,
    revision INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE directory_member (
    directory_group BLOB NOT NULL REFERENCES directory_group (id),
    agent BLOB NOT NULL REFERENCES directory_person (agent),
    PRIMARY KEY (directory_group, agent)
) STRICT;
CREATE INDEX directory_member_agent ON directory_member (agent);
