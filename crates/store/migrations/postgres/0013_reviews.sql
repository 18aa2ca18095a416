-- Access reviews; accounts that rest; people who leave.

CREATE TABLE campaign (
    id BYTEA NOT NULL PRIMARY KEY,
    tenant BYTEA NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    begun_by BYTEA NOT NULL,
    begun_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE TABLE review_item (
    id BYTEA NOT NULL PRIMARY KEY,
    campaign BYTEA NOT NULL,
    person BYTEA NOT NULL,
    person_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    detail TEXT NOT NULL,
    reviewer BYTEA NOT NULL,
    reviewer_name TEXT NOT NULL,
    decision TEXT,
    decided_at BIGINT
);
CREATE INDEX review_item_campaign ON review_item (campaign);

CREATE TABLE review_report (
    campaign BYTEA NOT NULL PRIMARY KEY,
    html TEXT NOT NULL,
    pdf BYTEA NOT NULL,
    note TEXT NOT NULL
);

CREATE TABLE suspension (
    agent BYTEA NOT NULL PRIMARY KEY,
    why TEXT NOT NULL,
    suspended_at BIGINT NOT NULL,
    revived_at BIGINT
);

CREATE TABLE leaver (
    agent BYTEA NOT NULL PRIMARY KEY,
    leaves_at BIGINT NOT NULL
);

CREATE TABLE withheld (
    team BYTEA NOT NULL,
    agent BYTEA NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (team, agent)
);
