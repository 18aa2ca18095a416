-- What screening holds, and a second person lets through for a while.

ALTER TABLE glass ADD COLUMN held TEXT NOT NULL DEFAULT '';
