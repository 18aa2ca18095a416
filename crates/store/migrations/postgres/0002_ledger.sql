-- The ledger as a log: what its tree is taken up from, and the heads that were signed.

-- Roots of full bundles of 256 leaves, from 0: what the tree is taken up from at a start.
CREATE TABLE leaf_bundle (
    number BIGINT NOT NULL PRIMARY KEY,
    root BYTEA NOT NULL
);

CREATE TABLE checkpoint (
    size BIGINT NOT NULL PRIMARY KEY,
    root BYTEA NOT NULL,
    note TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
