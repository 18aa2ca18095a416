-- Saved replies: the organisation's own words, screened before they are kept.

CREATE TABLE saved_reply (
    id BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    owner BLOB,
    queue BLOB,
    shortcut TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_by BLOB NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
