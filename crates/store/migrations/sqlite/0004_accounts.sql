-- Second factors, recovery codes, known browsers; what a sign-in was proven with.

CREATE TABLE factor (
    id BLOB NOT NULL PRIMARY KEY,
    agent BLOB NOT NULL REFERENCES agent (id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    handle BLOB UNIQUE,
    public BLOB NOT NULL,
    last_step INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX factor_agent ON factor (agent);

CREATE TABLE recovery_code (
    agent BLOB NOT NULL REFERENCES agent (id),
    hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (agent, hash)
) STRICT;

CREATE TABLE browser (
    id BLOB NOT NULL PRIMARY KEY,
    agent BLOB NOT NULL REFERENCES agent (id),
    token_hash BLOB NOT NULL,
    label TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    known_at INTEGER
) STRICT;
CREATE UNIQUE INDEX browser_token ON browser (agent, token_hash);

-- Sign-ins from before have none of these: their people sign in once more.
ALTER TABLE sign_in ADD COLUMN proven_at INTEGER;
ALTER TABLE sign_in ADD COLUMN proof TEXT;
ALTER TABLE sign_in ADD COLUMN browser BLOB;
ALTER TABLE sign_in ADD COLUMN active_until INTEGER;
