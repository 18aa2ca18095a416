-- Saved replies: the organisation's own words, screened before they are kept.

CREATE TABLE saved_reply (
    id BYTEA NOT NULL PRIMARY KEY,
    tenant BYTEA NOT NULL,
    owner BYTEA,
    queue BYTEA,
    shortcut TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_by BYTEA NOT NULL,
    changed_at BIGINT NOT NULL
);
