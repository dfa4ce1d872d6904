-- Ids are random, so a table in the order of ids has each edit on a page of its own, which is then encrypted and written to
-- the log. Scopes and the table of customers lie in the order in which they came instead, where what is edited together
-- mostly lies together. Records stay in the order of ids, in which a first sync reads them all.
CREATE TABLE vis_new (
  org TEXT NOT NULL,
  scope TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  lvl TEXT NOT NULL CHECK (lvl IN ('full', 'stub')),
  PRIMARY KEY (org, id, scope)
) STRICT;
INSERT INTO vis_new (org, scope, id, seq, gone, lvl) SELECT org, scope, id, seq, gone, lvl FROM vis ORDER BY org, seq;
DROP TABLE vis;
ALTER TABLE vis_new RENAME TO vis;
CREATE INDEX vis_by_seq ON vis (org, scope, seq);
-- All that a page of a first sync asks of it.
CREATE INDEX vis_by_scope ON vis (org, scope, gone, id, lvl);

CREATE TABLE customers_new (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "name" TEXT, "kind" TEXT, "companyName" TEXT, "company" TEXT, "area" TEXT, "owner" TEXT, "capturedAt" TEXT,
  PRIMARY KEY (org, id)
) STRICT;
INSERT INTO customers_new SELECT org, id, deleted, "name", "kind", "companyName", "company", "area", "owner", "capturedAt" FROM customers;
DROP TABLE customers;
ALTER TABLE customers_new RENAME TO customers;
CREATE INDEX customers_by_name ON customers (org, "name");
CREATE INDEX customers_by_company ON customers (org, "company");
CREATE INDEX customers_by_captured_at ON customers (org, "capturedAt");
