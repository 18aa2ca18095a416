-- The store of the server halves: a schema of its own, never in long-lived backups.

-- One key per customer, class of data and month of expiry. Deleting it shreds all that it wraps.
CREATE TABLE half_key (
    customer BYTEA NOT NULL,
    class TEXT NOT NULL,
    month BIGINT NOT NULL,
    kms_key TEXT NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (customer, class, month)
);

CREATE TABLE server_half (
    record BYTEA NOT NULL PRIMARY KEY,
    conversation BYTEA NOT NULL,
    customer BYTEA NOT NULL,
    class TEXT NOT NULL,
    month BIGINT NOT NULL,
    wrapped BYTEA NOT NULL
);
CREATE INDEX server_half_conversation ON server_half (conversation);
CREATE INDEX server_half_key ON server_half (customer, class, month);
