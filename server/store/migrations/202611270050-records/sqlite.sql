-- Deals, campaigns, service, asked answers, targets and rates, suppliers, and what the team says to itself.
CREATE TABLE deals (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "name" TEXT, "customer" TEXT, "owner" TEXT, "stage" TEXT, "state" TEXT, "expectedOn" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deals_by_customer ON deals (org, "customer");
CREATE INDEX deals_by_owner ON deals (org, "owner");
CREATE INDEX deals_by_stage ON deals (org, "stage");

CREATE TABLE campaigns (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "name" TEXT, "kind" TEXT, "plan" TEXT, "partOf" TEXT, "startsOn" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaigns_by_part_of ON campaigns (org, "partOf");
CREATE INDEX campaigns_by_starts_on ON campaigns (org, "startsOn");

CREATE TABLE cases (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "kind" TEXT, "customer" TEXT, "technician" TEXT, "openedAt" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_by_customer ON cases (org, "customer");
CREATE INDEX cases_by_technician ON cases (org, "technician");

CREATE TABLE equipment (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "customer" TEXT, "serial" TEXT, "nextUpkeepOn" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX equipment_by_customer ON equipment (org, "customer");
CREATE INDEX equipment_by_next_upkeep_on ON equipment (org, "nextUpkeepOn");

CREATE TABLE duties (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "user" TEXT, "onDay" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duties_by_user ON duties (org, "user");

CREATE TABLE assessments (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "user" TEXT, "month" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX assessments_by_user ON assessments (org, "user");

CREATE TABLE answers (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "survey" TEXT, "kind" TEXT, "customer" TEXT, "askedOn" TEXT, "answeredOn" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_customer ON answers (org, "customer");
CREATE INDEX answers_by_survey ON answers (org, "survey");

CREATE TABLE targets (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "kind" TEXT, "month" TEXT, "rep" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX targets_by_month ON targets (org, "month");

CREATE TABLE rates (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "what" TEXT, "fromDay" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rates_by_what ON rates (org, "what");

CREATE TABLE suppliers (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "name" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX suppliers_by_name ON suppliers (org, "name");

CREATE TABLE comments (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "about" TEXT, "author" TEXT, "at" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX comments_by_about ON comments (org, "about");
CREATE INDEX comments_by_author ON comments (org, "author");
