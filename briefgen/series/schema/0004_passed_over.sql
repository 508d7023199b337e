-- An article that could have been used and was passed over for others counts as seen, skipped as it is.

ALTER TABLE fate ADD COLUMN passed_over INTEGER NOT NULL DEFAULT 0;
