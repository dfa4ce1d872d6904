-- A row without a number is one that a writer holds before it is written: nobody else sees it.
ALTER TABLE rec ALTER COLUMN seq DROP NOT NULL;

-- What a search compares, folded by our own code: this database cannot do it in the same way.
CREATE TABLE folded (
  org TEXT NOT NULL, id TEXT NOT NULL,
  name TEXT, company TEXT, emails TEXT[] NOT NULL,
  PRIMARY KEY (org, id)
);
