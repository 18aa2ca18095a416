-- Who works where: chats on hold, what a chat asks for and whom it comes back to, skills, trainings, and
-- roles that the installation composed from acts.

-- Since when a chat is on hold; the customer's next message ends it.
ALTER TABLE conversation ADD COLUMN on_hold_since INTEGER;
-- The language it was opened in, where its queue asks for people who speak it.
ALTER TABLE conversation ADD COLUMN language TEXT;
-- Who answered the same browser last, where its queue gives chats back to them.
ALTER TABLE conversation ADD COLUMN prefers BLOB;
-- Whether chats on hold count against a person's capacity.
ALTER TABLE queue ADD COLUMN on_hold_counts INTEGER NOT NULL DEFAULT 0;

CREATE TABLE skill (
    agent BLOB NOT NULL REFERENCES agent (id),
    name TEXT NOT NULL,
    PRIMARY KEY (agent, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE training (
    agent BLOB NOT NULL REFERENCES agent (id),
    name TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (agent, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX training_end ON training (expires_at);

CREATE TABLE custom_role (
    name TEXT NOT NULL PRIMARY KEY,
    base TEXT NOT NULL,
    acts TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE role_holder (
    agent BLOB NOT NULL PRIMARY KEY REFERENCES agent (id),
    role TEXT NOT NULL
) STRICT;
CREATE INDEX role_holder_role ON role_holder (role);
