-- Who joined a conversation beside the person who answers it, visibly to everybody in it.

CREATE TABLE guest (
    conversation BLOB NOT NULL,
    leaf_key BLOB NOT NULL,
    agent BLOB NOT NULL,
    device BLOB NOT NULL,
    joined_at INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (conversation, leaf_key)
) STRICT, WITHOUT ROWID;
