-- What the team has settled for everybody: one record, looked for by its id alone.
CREATE TABLE settings (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted BIGINT NOT NULL,
  PRIMARY KEY (org, id)
);
