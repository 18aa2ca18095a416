-- The ledger as a log: what its tree is taken up from, and the heads that were signed.

-- Roots of full bundles of 256 leaves, from 0: what the tree is taken up from at a start.
CREATE TABLE leaf_bundle (
    number INTEGER PRIMARY KEY,
    root BLOB NOT NULL
) STRICT;

CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL,
    note TEXT NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;
