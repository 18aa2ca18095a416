-- Secrets of accounts that the server itself must read (an app's seed) or hands back to their owner
-- after a fresh sign-in (the half under a device's state), wrapped by the Kms.
CREATE TABLE account_secret (
    id BLOB NOT NULL PRIMARY KEY,
    agent BLOB NOT NULL,
    kind TEXT NOT NULL,
    kms_key TEXT NOT NULL,
    wrapped BLOB NOT NULL
) STRICT;
CREATE INDEX account_secret_agent ON account_secret (agent);
