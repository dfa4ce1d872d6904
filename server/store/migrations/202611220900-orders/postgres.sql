-- The currency in which sums are shown, and the zone in which a day begins; null currency: that of the first orders.
ALTER TABLE org ADD COLUMN currency TEXT;
ALTER TABLE org ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';

CREATE TABLE insights (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted BIGINT NOT NULL,
  "analysis" TEXT,
  PRIMARY KEY (org, id)
);
CREATE INDEX insights_by_analysis ON insights (org, "analysis");

CREATE TABLE customer_fact (
  org TEXT NOT NULL,
  customer TEXT NOT NULL,
  as_of TEXT NOT NULL,
  tier BIGINT,
  net_minor BIGINT,
  due_on TEXT,
  PRIMARY KEY (org, customer)
);
