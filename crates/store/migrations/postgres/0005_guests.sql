-- Who joined a conversation beside the person who answers it, visibly to everybody in it.

CREATE TABLE guest (
    conversation BYTEA NOT NULL,
    leaf_key BYTEA NOT NULL,
    agent BYTEA NOT NULL,
    device BYTEA NOT NULL,
    joined_at BIGINT NOT NULL,
    until BIGINT,
    PRIMARY KEY (conversation, leaf_key)
);
