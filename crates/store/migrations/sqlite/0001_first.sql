-- The tables of the service. Every column stands in privacy.toml; both folders are compared by a test.
-- Ids are 16 bytes, times microseconds since 1970, enums their words.

CREATE TABLE agent (
    id BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;

CREATE TABLE team_member (
    team BLOB NOT NULL,
    agent BLOB NOT NULL REFERENCES agent (id),
    PRIMARY KEY (team, agent)
) STRICT, WITHOUT ROWID;

CREATE TABLE queue (
    id BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    name TEXT NOT NULL,
    routing TEXT NOT NULL
) STRICT;

CREATE TABLE queue_team (
    queue BLOB NOT NULL REFERENCES queue (id),
    team BLOB NOT NULL,
    PRIMARY KEY (queue, team)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in (
    id BLOB NOT NULL PRIMARY KEY,
    agent BLOB NOT NULL REFERENCES agent (id),
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    idle_until INTEGER NOT NULL,
    absolute_until INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX sign_in_agent ON sign_in (agent);

CREATE TABLE device (
    id BLOB NOT NULL PRIMARY KEY,
    agent BLOB NOT NULL REFERENCES agent (id),
    leaf_key BLOB NOT NULL UNIQUE,
    label TEXT NOT NULL,
    status TEXT NOT NULL,
    credential BLOB,
    credential_until INTEGER,
    requested_at INTEGER NOT NULL,
    answered_at INTEGER,
    revoked_at INTEGER,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX device_agent ON device (agent);

CREATE TABLE key_package (
    id BLOB NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    leaf_key BLOB NOT NULL,
    device BLOB REFERENCES device (id),
    conversation BLOB,
    profile TEXT NOT NULL,
    bytes BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    reserved_for BLOB,
    reserved_until INTEGER,
    used_at INTEGER
) STRICT;
CREATE INDEX key_package_leaf_key ON key_package (leaf_key, used_at);
CREATE INDEX key_package_conversation ON key_package (conversation);

CREATE TABLE intake_key (
    device BLOB NOT NULL REFERENCES device (id),
    day INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (device, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
    id BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    site TEXT NOT NULL,
    queue BLOB NOT NULL,
    customer BLOB NOT NULL,
    customer_key BLOB NOT NULL,
    customer_credential BLOB NOT NULL,
    state TEXT NOT NULL,
    generation INTEGER NOT NULL,
    profile TEXT NOT NULL,
    agent BLOB,
    device BLOB,
    opened_at INTEGER NOT NULL,
    waiting_since INTEGER,
    last_entry_at INTEGER NOT NULL,
    closed_at INTEGER,
    freezes INTEGER NOT NULL,
    frozen_since INTEGER,
    forgotten_to INTEGER NOT NULL
) STRICT;
CREATE INDEX conversation_open ON conversation (queue) WHERE closed_at IS NULL;

CREATE TABLE mls_group (
    conversation BLOB NOT NULL,
    generation INTEGER NOT NULL,
    group_id BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    public_group BLOB NOT NULL,
    pending BLOB NOT NULL,
    PRIMARY KEY (conversation, generation)
) STRICT;

CREATE TABLE handshake (
    conversation BLOB NOT NULL,
    generation INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (conversation, generation, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE welcome (
    conversation BLOB NOT NULL,
    generation INTEGER NOT NULL,
    leaf_key BLOB NOT NULL,
    package BLOB,
    at_sequence INTEGER NOT NULL,
    at_chain BLOB NOT NULL,
    bytes BLOB NOT NULL,
    ticket BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (conversation, generation, leaf_key)
) STRICT;

CREATE TABLE member (
    conversation BLOB NOT NULL,
    leaf_key BLOB NOT NULL,
    role TEXT NOT NULL,
    agent BLOB,
    device BLOB,
    joined_at INTEGER NOT NULL,
    acked INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    removed_at INTEGER,
    PRIMARY KEY (conversation, leaf_key)
) STRICT;
CREATE INDEX member_device ON member (device) WHERE device IS NOT NULL;

CREATE TABLE ticket (
    id BLOB NOT NULL PRIMARY KEY,
    conversation BLOB NOT NULL,
    generation INTEGER NOT NULL,
    epoch INTEGER,
    device BLOB,
    package BLOB NOT NULL,
    bytes BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_conversation ON ticket (conversation);

-- The log of all conversations, clustered on the global sequence. No secondary index on purpose:
-- with one the writer is four to ten times slower (docs/decisions, performance).
CREATE TABLE entry (
    global INTEGER PRIMARY KEY,
    conversation BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    time INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    sender BLOB NOT NULL,
    counter INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    message BLOB NOT NULL,
    body BLOB NOT NULL,
    body_hash BLOB NOT NULL,
    chain BLOB NOT NULL
) STRICT;

-- Written in bulk by the writer: where each conversation's entries stand in `entry`.
CREATE TABLE entry_index (
    conversation BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    global INTEGER NOT NULL,
    message BLOB NOT NULL,
    PRIMARY KEY (conversation, sequence)
) STRICT, WITHOUT ROWID;

-- One row: entries up to here are in `entry_index`.
CREATE TABLE entry_indexed (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    global INTEGER NOT NULL
) STRICT;
INSERT INTO entry_indexed (one, global) VALUES (1, 0);

CREATE TABLE intake_record (
    id BLOB NOT NULL PRIMARY KEY,
    conversation BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    message BLOB NOT NULL,
    locked BLOB NOT NULL,
    record_hash BLOB NOT NULL,
    signature BLOB NOT NULL,
    customer_key BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    UNIQUE (conversation, message)
) STRICT;

CREATE TABLE certificate (
    hash BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE roster (
    queue BLOB NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE leaf (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    who BLOB NOT NULL,
    what BLOB NOT NULL,
    purpose TEXT,
    time INTEGER NOT NULL,
    request BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE subject_salt (
    subject BLOB NOT NULL PRIMARY KEY,
    salt BLOB NOT NULL
) STRICT;

CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    payload BLOB NOT NULL,
    run_at INTEGER NOT NULL,
    lease_until INTEGER,
    attempts INTEGER NOT NULL,
    dead INTEGER NOT NULL
) STRICT;
CREATE INDEX job_due ON job (run_at) WHERE dead = 0;
