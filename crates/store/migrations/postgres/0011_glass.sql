-- Requests to open something outside one's need.

CREATE TABLE glass (
    id BYTEA NOT NULL PRIMARY KEY,
    tenant BYTEA NOT NULL,
    conversation BYTEA NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    state TEXT NOT NULL,
    asked_by BYTEA NOT NULL,
    asked_sign_in BYTEA NOT NULL,
    asked_browser BYTEA,
    asked_at BIGINT NOT NULL,
    answer_until BIGINT NOT NULL,
    answered_by BYTEA,
    answered_sign_in BYTEA,
    answered_at BIGINT,
    until BIGINT,
    opened_at BIGINT,
    ended_at BIGINT,
    ended_by BYTEA,
    review_until BIGINT,
    reviewed_by BYTEA,
    reviewed_at BIGINT,
    justified BIGINT,
    finding TEXT
);
CREATE INDEX glass_state ON glass (state);
CREATE INDEX glass_conversation ON glass (conversation);
CREATE INDEX glass_asked_at ON glass (asked_at);
