-- The tables of the service. Every column stands in privacy.toml; both folders are compared by a test.
-- Ids are 16 bytes, times microseconds since 1970, enums their words.

CREATE TABLE agent (
    id BYTEA NOT NULL PRIMARY KEY,
    tenant BYTEA NOT NULL,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

CREATE TABLE team_member (
    team BYTEA NOT NULL,
    agent BYTEA NOT NULL REFERENCES agent (id),
    PRIMARY KEY (team, agent)
);

CREATE TABLE queue (
    id BYTEA NOT NULL PRIMARY KEY,
    tenant BYTEA NOT NULL,
    name TEXT NOT NULL,
    routing TEXT NOT NULL
);

CREATE TABLE queue_team (
    queue BYTEA NOT NULL REFERENCES queue (id),
    team BYTEA NOT NULL,
    PRIMARY KEY (queue, team)
);

CREATE TABLE sign_in (
    id BYTEA NOT NULL PRIMARY KEY,
    agent BYTEA NOT NULL REFERENCES agent (id),
    token_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    idle_until BIGINT NOT NULL,
    absolute_until BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX sign_in_agent ON sign_in (agent);

CREATE TABLE device (
    id BYTEA NOT NULL PRIMARY KEY,
    agent BYTEA NOT NULL REFERENCES agent (id),
    leaf_key BYTEA NOT NULL UNIQUE,
    label TEXT NOT NULL,
    status TEXT NOT NULL,
    credential BYTEA,
    credential_until BIGINT,
    requested_at BIGINT NOT NULL,
    answered_at BIGINT,
    revoked_at BIGINT,
    seen_at BIGINT NOT NULL
);
CREATE INDEX device_agent ON device (agent);

CREATE TABLE key_package (
    id BYTEA NOT NULL PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    leaf_key BYTEA NOT NULL,
    device BYTEA REFERENCES device (id),
    conversation BYTEA,
    profile TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    reserved_for BYTEA,
    reserved_until BIGINT,
    used_at BIGINT
);
CREATE INDEX key_package_leaf_key ON key_package (leaf_key, used_at);
CREATE INDEX key_package_conversation ON key_package (conversation);

CREATE TABLE intake_key (
    device BYTEA NOT NULL REFERENCES device (id),
    day BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (device, day)
);

CREATE TABLE conversation (
    id BYTEA NOT NULL PRIMARY KEY,
    tenant BYTEA NOT NULL,
    site TEXT NOT NULL,
    queue BYTEA NOT NULL,
    customer BYTEA NOT NULL,
    customer_key BYTEA NOT NULL,
    customer_credential BYTEA NOT NULL,
    state TEXT NOT NULL,
    generation BIGINT NOT NULL,
    profile TEXT NOT NULL,
    agent BYTEA,
    device BYTEA,
    opened_at BIGINT NOT NULL,
    waiting_since BIGINT,
    last_entry_at BIGINT NOT NULL,
    closed_at BIGINT,
    freezes BIGINT NOT NULL,
    frozen_since BIGINT,
    forgotten_to BIGINT NOT NULL
);
CREATE INDEX conversation_open ON conversation (queue) WHERE closed_at IS NULL;

CREATE TABLE mls_group (
    conversation BYTEA NOT NULL,
    generation BIGINT NOT NULL,
    group_id BYTEA NOT NULL,
    epoch BIGINT NOT NULL,
    public_group BYTEA NOT NULL,
    pending BYTEA NOT NULL,
    PRIMARY KEY (conversation, generation)
);

CREATE TABLE handshake (
    conversation BYTEA NOT NULL,
    generation BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (conversation, generation, epoch)
);

CREATE TABLE welcome (
    conversation BYTEA NOT NULL,
    generation BIGINT NOT NULL,
    leaf_key BYTEA NOT NULL,
    package BYTEA,
    at_sequence BIGINT NOT NULL,
    at_chain BYTEA NOT NULL,
    bytes BYTEA NOT NULL,
    ticket BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (conversation, generation, leaf_key)
);

CREATE TABLE member (
    conversation BYTEA NOT NULL,
    leaf_key BYTEA NOT NULL,
    role TEXT NOT NULL,
    agent BYTEA,
    device BYTEA,
    joined_at BIGINT NOT NULL,
    acked BIGINT NOT NULL,
    counter BIGINT NOT NULL,
    removed_at BIGINT,
    PRIMARY KEY (conversation, leaf_key)
);
CREATE INDEX member_device ON member (device) WHERE device IS NOT NULL;

CREATE TABLE ticket (
    id BYTEA NOT NULL PRIMARY KEY,
    conversation BYTEA NOT NULL,
    generation BIGINT NOT NULL,
    epoch BIGINT,
    device BYTEA,
    package BYTEA NOT NULL,
    bytes BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX ticket_conversation ON ticket (conversation);

-- The log of all conversations, clustered on the global sequence. No secondary index on purpose:
-- with one the writer is four to ten times slower (docs/decisions, performance).
CREATE TABLE entry (
    global BIGINT PRIMARY KEY,
    conversation BYTEA NOT NULL,
    sequence BIGINT NOT NULL,
    time BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    sender BYTEA NOT NULL,
    counter BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    message BYTEA NOT NULL,
    body BYTEA NOT NULL,
    body_hash BYTEA NOT NULL,
    chain BYTEA NOT NULL
);

-- Written in bulk by the writer: where each conversation's entries stand in `entry`.
CREATE TABLE entry_index (
    conversation BYTEA NOT NULL,
    sequence BIGINT NOT NULL,
    global BIGINT NOT NULL,
    message BYTEA NOT NULL,
    PRIMARY KEY (conversation, sequence)
);

-- One row: entries up to here are in `entry_index`.
CREATE TABLE entry_indexed (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    global BIGINT NOT NULL
);
INSERT INTO entry_indexed (one, global) VALUES (1, 0);

CREATE TABLE intake_record (
    id BYTEA NOT NULL PRIMARY KEY,
    conversation BYTEA NOT NULL,
    sequence BIGINT NOT NULL,
    message BYTEA NOT NULL,
    locked BYTEA NOT NULL,
    record_hash BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    customer_key BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    UNIQUE (conversation, message)
);

CREATE TABLE certificate (
    hash BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE roster (
    queue BYTEA NOT NULL PRIMARY KEY,
    bytes BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE leaf (
    number BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,
    who BYTEA NOT NULL,
    what BYTEA NOT NULL,
    purpose TEXT,
    time BIGINT NOT NULL,
    request BYTEA NOT NULL,
    hash BYTEA NOT NULL
);

CREATE TABLE subject_salt (
    subject BYTEA NOT NULL PRIMARY KEY,
    salt BYTEA NOT NULL
);

CREATE TABLE job (
    id BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,
    payload BYTEA NOT NULL,
    run_at BIGINT NOT NULL,
    lease_until BIGINT,
    attempts BIGINT NOT NULL,
    dead BIGINT NOT NULL
);
CREATE INDEX job_due ON job (run_at) WHERE dead = 0;
