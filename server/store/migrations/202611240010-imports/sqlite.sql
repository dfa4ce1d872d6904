-- Each import is one batch that can be taken back; what it wrote is found in the history by its numbers.
CREATE TABLE import_batch (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  actor TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone')),
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_batch_by_start ON import_batch (org, started_at_ms);

CREATE TABLE import_change (
  org TEXT NOT NULL,
  batch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  made INTEGER NOT NULL,
  PRIMARY KEY (org, batch, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_change_by_id ON import_change (org, batch, id);

-- What the columns under a heading were said to mean the last time.
CREATE TABLE import_mapping (
  org TEXT NOT NULL,
  headings TEXT NOT NULL,
  mapping TEXT NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org, headings)
) STRICT, WITHOUT ROWID;
