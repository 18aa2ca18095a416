-- Second factors, recovery codes, known browsers; what a sign-in was proven with.

CREATE TABLE factor (
    id BYTEA NOT NULL PRIMARY KEY,
    agent BYTEA NOT NULL REFERENCES agent (id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    handle BYTEA UNIQUE,
    public BYTEA NOT NULL,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX factor_agent ON factor (agent);

CREATE TABLE recovery_code (
    agent BYTEA NOT NULL REFERENCES agent (id),
    hash BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (agent, hash)
);

CREATE TABLE browser (
    id BYTEA NOT NULL PRIMARY KEY,
    agent BYTEA NOT NULL REFERENCES agent (id),
    token_hash BYTEA NOT NULL,
    label TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    known_at BIGINT
);
CREATE UNIQUE INDEX browser_token ON browser (agent, token_hash);

-- Sign-ins from before have none of these: their people sign in once more.
ALTER TABLE sign_in ADD COLUMN proven_at BIGINT;
ALTER TABLE sign_in ADD COLUMN proof TEXT;
ALTER TABLE sign_in ADD COLUMN browser BYTEA;
ALTER TABLE sign_in ADD COLUMN active_until BIGINT;
