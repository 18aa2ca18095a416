-- Requests to open something outside one's need.

CREATE TABLE glass (
    id BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    conversation BLOB NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    state TEXT NOT NULL,
    asked_by BLOB NOT NULL,
    asked_sign_in BLOB NOT NULL,
    asked_browser BLOB,
    asked_at INTEGER NOT NULL,
    answer_until INTEGER NOT NULL,
    answered_by BLOB,
    answered_sign_in BLOB,
    answered_at INTEGER,
    until INTEGER,
    opened_at INTEGER,
    ended_at INTEGER,
    ended_by BLOB,
    review_until INTEGER,
    reviewed_by BLOB,
    reviewed_at INTEGER,
    justified INTEGER,
    finding TEXT
) STRICT;
CREATE INDEX glass_state ON glass (state);
CREATE INDEX glass_conversation ON glass (conversation);
CREATE INDEX glass_asked_at ON glass (asked_at);
