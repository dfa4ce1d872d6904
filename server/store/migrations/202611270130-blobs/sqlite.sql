-- Pictures, each with the record that names it by its SHA-256 and goes with it. `base64`: both databases hold and move the same text.
CREATE TABLE blob (
  org TEXT NOT NULL,
  record TEXT NOT NULL,
  hash TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  base64 TEXT NOT NULL,
  stored_at_ms BIGINT NOT NULL,
  PRIMARY KEY (org, record, hash)
);

-- How each browser's readers do, by adapter and version: counts since it was paired, and nothing of any mail.
CREATE TABLE layout_health (
  org TEXT NOT NULL,
  device TEXT NOT NULL,
  adapter TEXT NOT NULL,
  version TEXT NOT NULL,
  read BIGINT NOT NULL,
  fell_back BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  told_at_ms BIGINT NOT NULL,
  PRIMARY KEY (org, device, adapter, version)
);
