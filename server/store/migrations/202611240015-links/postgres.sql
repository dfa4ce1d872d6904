-- What somebody decided about two customers, and which records are one customer by it: those with one root.
CREATE TABLE links (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted BIGINT NOT NULL,
  "one" TEXT, "other" TEXT, "on" BIGINT,
  PRIMARY KEY (org, id)
);
CREATE INDEX links_by_one ON links (org, "one");
CREATE INDEX links_by_other ON links (org, "other");

CREATE TABLE member (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  root TEXT NOT NULL,
  PRIMARY KEY (org, id)
);
CREATE INDEX member_by_root ON member (org, root, id);
