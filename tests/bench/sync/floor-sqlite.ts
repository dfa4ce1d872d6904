import Database from 'better-sqlite3';
import * as v from 'valibot';
import { makeCustomers, makeEdits, type Edit } from './customers.ts';
import { serveCommands } from './serve-commands.ts';

/** One table of records in a database that writes through as ours does, and nothing around it. */

const BATCH = 500;
const PAGE = 1000;
type Row = { readonly id: string; readonly b: string };

const db = new Database(process.argv[2]);
db.pragma('journal_mode=WAL');
db.pragma('synchronous=FULL');
db.exec('CREATE TABLE rec (id TEXT NOT NULL PRIMARY KEY, b TEXT NOT NULL) STRICT, WITHOUT ROWID');
const insert = db.prepare('INSERT INTO rec (id, b) VALUES (?, ?)');
const page = db.prepare<[string, number], Row>('SELECT id, b FROM rec WHERE id > ? ORDER BY id LIMIT ?');
const find = db.prepare<[string], Row>('SELECT id, b FROM rec WHERE id = ?');
const update = db.prepare('UPDATE rec SET b = ? WHERE id = ?');
const Body = v.record(v.string(), v.unknown());
let waiting: readonly Edit[] = [];

serveCommands({
  fill(command) {
    const { count, edits } = v.parse(v.object({ count: v.number(), edits: v.number() }), command);
    const customers = makeCustomers(count);
    db.transaction(() => customers.forEach(({ id, body }) => insert.run(id, JSON.stringify(body))))();
    waiting = makeEdits(customers, edits, 7);
    return {};
  },
  read() {
    let bytes = 0;
    for (let after: string | undefined = ''; after !== undefined;) {
      const rows: readonly Row[] = page.all(after, PAGE);
      bytes += Buffer.byteLength(rows.map(({ id, b }) => `{"i":"${id}","b":${b}}\n`).join(''));
      after = rows.at(-1)?.id;
    }
    return { bytes };
  },
  write() {
    for (let from = 0; from < waiting.length; from += BATCH) {
      db.transaction(() => {
        for (const { id, field, value } of waiting.slice(from, from + BATCH)) {
          const body = v.parse(Body, JSON.parse(find.get(id)?.b ?? '{}'));
          update.run(JSON.stringify({ ...body, [field]: value }), id);
        }
      })();
    }
    return {};
  },
});
