-- Who the organisation's own sign-in says somebody is, and the accounts that its directory keeps.

CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    agent BYTEA NOT NULL REFERENCES agent (id),
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identity_agent ON identity (agent);

CREATE TABLE directory_token (
    hash BYTEA NOT NULL PRIMARY KEY,
    label TEXT NOT NULL,
    made_by BYTEA REFERENCES agent (id),
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    ended_at BIGINT
);

CREATE TABLE directory_person (
    agent BYTEA NOT NULL PRIMARY KEY REFERENCES agent (id),
    external_id TEXT UNIQUE,
    active BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE directory_group (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    external_id TEXT,
    revision BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE directory_member (
    directory_group BYTEA NOT NULL REFERENCES directory_group (id),
    agent BYTEA NOT NULL REFERENCES directory_person (agent),
    PRIMARY KEY (directory_group, agent)
);
CREATE INDEX directory_member_agent ON directory_member (agent);
