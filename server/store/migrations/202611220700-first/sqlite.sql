CREATE TABLE org (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  id_salt TEXT NOT NULL,
  seq INTEGER NOT NULL,
  epoch TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE rec (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  b TEXT NOT NULL,
  c TEXT NOT NULL,
  floor TEXT,
  seq INTEGER NOT NULL,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX rec_by_seq ON rec (org, seq);

CREATE TABLE vis (
  org TEXT NOT NULL,
  scope TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  lvl TEXT NOT NULL CHECK (lvl IN ('full', 'stub')),
  PRIMARY KEY (org, scope, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX vis_by_seq ON vis (org, scope, seq);
CREATE INDEX vis_by_id ON vis (org, id, gone, scope);

CREATE TABLE customers (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "name" TEXT, "kind" TEXT, "companyName" TEXT, "company" TEXT, "area" TEXT, "owner" TEXT, "capturedAt" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customers_by_name ON customers (org, "name");
CREATE INDEX customers_by_company ON customers (org, "company");
CREATE INDEX customers_by_captured_at ON customers (org, "capturedAt");

CREATE TABLE aliases (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "value" TEXT, "to" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_by_value ON aliases (org, "value");
CREATE INDEX aliases_by_to ON aliases (org, "to");

CREATE TABLE interactions (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "channel" TEXT, "happenedAt" TEXT, "messageId" TEXT, "threadId" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX interactions_by_happened_at ON interactions (org, "happenedAt");
CREATE INDEX interactions_by_thread ON interactions (org, "threadId");

CREATE TABLE orders (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "customer" TEXT, "number" TEXT, "placedOn" TEXT, "dueOn" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_customer ON orders (org, "customer");
CREATE INDEX orders_by_placed_on ON orders (org, "placedOn");

CREATE TABLE payments (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "customer" TEXT, "order" TEXT, "receivedOn" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX payments_by_customer ON payments (org, "customer");
CREATE INDEX payments_by_order ON payments (org, "order");

CREATE TABLE products (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "name" TEXT, "sku" TEXT, "barcode" TEXT, "category" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX products_by_name ON products (org, "name");
CREATE INDEX products_by_sku ON products (org, "sku");

CREATE TABLE tasks (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "customer" TEXT, "owner" TEXT, "dueOn" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_by_customer ON tasks (org, "customer");
CREATE INDEX tasks_by_owner ON tasks (org, "owner", "dueOn");

CREATE TABLE teams (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "name" TEXT, "parent" TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  org TEXT NOT NULL, id TEXT NOT NULL, deleted INTEGER NOT NULL,
  "name" TEXT, "email" TEXT, "role" TEXT, "team" TEXT, "disabled" INTEGER,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX users_by_email ON users ("email");
CREATE INDEX users_by_team ON users (org, "team");

CREATE TABLE element (
  org TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (org, name, value, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX element_by_id ON element (org, id);

CREATE TABLE device (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  paired_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER,
  revoked_at_ms INTEGER,
  last_n INTEGER NOT NULL,
  batch_from INTEGER,
  batch_count INTEGER,
  batch_hash TEXT,
  batch_reply TEXT,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
  org TEXT NOT NULL,
  user TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org, user)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  org TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  user TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org, token_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairing_code (
  org TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  serial INTEGER NOT NULL UNIQUE,
  user TEXT NOT NULL,
  issued_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER,
  PRIMARY KEY (org, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairing_code_by_hash ON pairing_code (code_hash);

CREATE TABLE pairing_try (
  address TEXT NOT NULL PRIMARY KEY,
  wrong INTEGER NOT NULL,
  burnt_serial INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE try_window (
  what TEXT NOT NULL,
  who TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  wrong INTEGER NOT NULL,
  PRIMARY KEY (what, who)
) STRICT, WITHOUT ROWID;

CREATE TABLE set_up_token (
  token_hash TEXT NOT NULL PRIMARY KEY,
  made_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE history (
  org TEXT NOT NULL,
  seq INTEGER NOT NULL,
  field TEXT NOT NULL,
  id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  device TEXT NOT NULL,
  old TEXT,
  new TEXT NOT NULL,
  hlc TEXT NOT NULL,
  PRIMARY KEY (org, seq, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_by_id ON history (org, id, seq);

CREATE TABLE audit (
  n INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  org TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_org ON audit (org, n);
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never removed'); END;
