-- The store of the server halves: its own file, never in long-lived backups.

-- One key per customer, class of data and month of expiry. Deleting it shreds all that it wraps.
CREATE TABLE half_key (
    customer BLOB NOT NULL,
    class TEXT NOT NULL,
    month INTEGER NOT NULL,
    kms_key TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (customer, class, month)
) STRICT;

CREATE TABLE server_half (
    record BLOB NOT NULL PRIMARY KEY,
    conversation BLOB NOT NULL,
    customer BLOB NOT NULL,
    class TEXT NOT NULL,
    month INTEGER NOT NULL,
    wrapped BLOB NOT NULL
) STRICT;
CREATE INDEX server_half_conversation ON server_half (conversation);
CREATE INDEX server_half_key ON server_half (customer, class, month);
