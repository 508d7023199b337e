-- What is sent to whom: a sending freezes a letter and its recipients, one row each.

CREATE TABLE sending (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  edition TEXT NOT NULL,                  -- slug and number, or slug and cut-off
  audience TEXT NOT NULL,
  list TEXT NOT NULL,                     -- the list's name
  title TEXT NOT NULL,
  subject TEXT NOT NULL,
  as_of TEXT NOT NULL,
  marking TEXT NOT NULL,
  body BLOB NOT NULL,                     -- the MIME entity that all recipients get
  started TEXT NOT NULL                   -- ISO 8601, UTC
) STRICT;

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sending INTEGER NOT NULL REFERENCES sending (id),
  edition TEXT NOT NULL,                  -- the sending's, for the rule below
  address TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'excluded', 'uncertain')),
  reason TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  by_hand INTEGER NOT NULL DEFAULT 0,     -- 1 where a person has decided on it
  changed TEXT NOT NULL                   -- when its state changed last, ISO 8601, UTC
) STRICT;

CREATE INDEX delivery_of_sending ON delivery (sending, state);

-- The database itself refuses to send an edition to an address a second time.
CREATE UNIQUE INDEX one_edition_an_address ON delivery (edition, address) WHERE state <> 'excluded' OR by_hand;
