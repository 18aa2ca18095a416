-- Access reviews; accounts that rest; people who leave.

CREATE TABLE campaign (
    id BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    begun_by BLOB NOT NULL,
    begun_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;

CREATE TABLE review_item (
    id BLOB NOT NULL PRIMARY KEY,
    campaign BLOB NOT NULL,
    person BLOB NOT NULL,
    person_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    detail TEXT NOT NULL,
    reviewer BLOB NOT NULL,
    reviewer_name TEXT NOT NULL,
    decision TEXT,
    decided_at INTEGER
) STRICT;
CREATE INDEX review_item_campaign ON review_item (campaign);

CREATE TABLE review_report (
    campaign BLOB NOT NULL PRIMARY KEY,
    html TEXT NOT NULL,
    pdf BLOB NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE TABLE suspension (
    agent BLOB NOT NULL PRIMARY KEY,
    why TEXT NOT NULL,
    suspended_at INTEGER NOT NULL,
    revived_at INTEGER
) STRICT;

CREATE TABLE leaver (
    agent BLOB NOT NULL PRIMARY KEY,
    leaves_at INTEGER NOT NULL
) STRICT;

CREATE TABLE withheld (
    team BLOB NOT NULL,
    agent BLOB NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (team, agent)
) STRICT;
