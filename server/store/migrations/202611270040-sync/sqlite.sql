-- Up to which number removed rows are forgotten: a device whose cursor lies below fetches everything anew.
ALTER TABLE org ADD COLUMN floor_seq INTEGER NOT NULL DEFAULT 0;
-- Whether somebody who captures a customer of others sees it whole at once.
ALTER TABLE org ADD COLUMN share_on_capture INTEGER NOT NULL DEFAULT 1;

-- Who captured a customer that others have and sees no more of it than what he wrote, until somebody decides.
CREATE TABLE claim (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  claimant TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'granted', 'apart')),
  decided_by TEXT,
  decided_at_ms INTEGER,
  PRIMARY KEY (org, id, claimant)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_by_state ON claim (org, state, at_ms);

-- By what customers without an e-mail address are known: telephone number, messenger id, name with district.
CREATE TABLE match_key (
  org TEXT NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (org, key, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_key_by_id ON match_key (org, id);
