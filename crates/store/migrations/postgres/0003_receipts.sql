-- What people are shown of the ledger: receipts for customers, records for the desk.

-- SHA-256 of a secret that a customer's browser keeps: whoever holds it reads the receipt.
CREATE TABLE receipt_key (
    key_hash BYTEA NOT NULL PRIMARY KEY,
    conversation BYTEA NOT NULL
);

-- Records that were opened; their leaves are found by them after the records are gone.
CREATE TABLE opened_intake (
    record BYTEA NOT NULL PRIMARY KEY,
    conversation BYTEA NOT NULL
);

CREATE INDEX receipt_key_conversation ON receipt_key (conversation);
CREATE INDEX opened_intake_conversation ON opened_intake (conversation);

-- Acts of people, without the batches of messages that are most of the leaves.
CREATE INDEX leaf_what ON leaf (what, number) WHERE kind <> 'entries';
CREATE INDEX leaf_act ON leaf (number) WHERE kind <> 'entries';

-- What a start compares its configuration, keys and screening rules with.
CREATE INDEX leaf_start ON leaf (kind, number)
    WHERE kind IN ('configuration-changed', 'keys-changed', 'screening-changed');
