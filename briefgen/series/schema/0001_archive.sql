-- Articles seen, briefs frozen by edition, what became of each article, and the words of both.

CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,        -- of text and container: what makes it one article, whatever file holds it
  sha256 TEXT NOT NULL,            -- of the text in UTF-8
  text TEXT NOT NULL,
  file TEXT NOT NULL,              -- where it was seen first, as pages print it
  title TEXT NOT NULL,             -- '' where it has none
  publisher TEXT NOT NULL,         -- '' where none is named
  published TEXT NOT NULL          -- ISO 8601 to its precision, '' for undated
) STRICT;

CREATE TABLE edition (
  id INTEGER PRIMARY KEY AUTOINCREMENT,   -- order of first building: an edition sees those before it
  number INTEGER NOT NULL,
  revision INTEGER NOT NULL,              -- 0, then 1 for "12.1"
  kind TEXT NOT NULL,                     -- day, week, month, range
  start TEXT NOT NULL,                    -- first day of its period
  end TEXT NOT NULL,                      -- last day
  as_of TEXT NOT NULL,
  title TEXT NOT NULL,
  correction TEXT NOT NULL,               -- what was corrected, '' for a first printing
  issued INTEGER NOT NULL DEFAULT 0,      -- 1 once a sending of it has begun: it can only be corrected
  words TEXT NOT NULL,                    -- its printed sentences, one a line: what a search looks in
  brief BLOB NOT NULL,                    -- brief.json, byte for byte
  sha256 TEXT NOT NULL,                   -- of those bytes
  UNIQUE (number, revision)
) STRICT;

CREATE TABLE fate (
  edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
  article INTEGER NOT NULL REFERENCES article (id),
  fate TEXT NOT NULL CHECK (fate IN ('reported', 'earlier', 'skipped')),
  note TEXT NOT NULL,                     -- its source id in the brief, or why it was skipped
  PRIMARY KEY (edition, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX fate_of_article ON fate (article);

CREATE VIRTUAL TABLE article_words USING fts5 (
  title, text, content = 'article', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
  INSERT INTO article_words (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

CREATE VIRTUAL TABLE edition_words USING fts5 (
  title, words, content = 'edition', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER edition_added AFTER INSERT ON edition BEGIN
  INSERT INTO edition_words (rowid, title, words) VALUES (new.id, new.title, new.words);
END;
CREATE TRIGGER edition_changed AFTER UPDATE OF title, words ON edition BEGIN
  INSERT INTO edition_words (edition_words, rowid, title, words) VALUES ('delete', old.id, old.title, old.words);
  INSERT INTO edition_words (rowid, title, words) VALUES (new.id, new.title, new.words);
END;
