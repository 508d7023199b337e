-- What each edition told: stems and figures of every sentence that it read, packed (series/memory.py).

CREATE TABLE memory (
  edition INTEGER PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
  sketch BLOB NOT NULL
) STRICT;
