import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as v from 'valibot';
import { fillSample } from '../../../server/demo/fill.ts';
import { DATABASE_FILE } from '../../../server/store/open-store.ts';
import { openConnection } from '../../../server/store/sqlite/open.ts';
import type { CustomerSort } from '../../../server/store/port.ts';
import { aServer } from '../build/a-server.ts';

/** Tables that stay small, or of which a part of a team's is asked for seldom and by hand. */
const SMALL = new Set([
  'users',
  'teams',
  'device',
  'credential',
  'org',
  'migration',
  'session',
  'set_up_token',
  'import_batch',
  'h',
  'sqlite_schema',
  'sqlite_master',
]);

/** What may go through everything of a team, and why. */
const ALLOWED: readonly RegExp[] = [
  // All that a list counts and sorts; of each of them only what an index finds is looked at.
  /^SELECT (count\(\*\) AS n|c\.id AS id) FROM customers c /u,
  // Learning anew folds the whole book.
  /^SELECT id, root FROM member WHERE org = \?$/u,
  // Expiry, once a day, and an erasure by hand.
  /FROM vis WHERE org = \? AND seq <= \? AND gone = 1$/u,
  /^DELETE FROM history WHERE org = \? AND id = \?$/u,
];

const Plan = v.array(v.object({ detail: v.string() }));
const SORTS: readonly CustomerSort[] = ['name', 'company', 'last-contact', 'captured', 'tier', 'amount', 'next-order'];

/** What a statement would read, with nothing bound. */
function explain(db: Database.Database, sql: string): readonly string[] {
  const names = [...sql.matchAll(/@(\w+)/gu)].map(([, name = '']) => [name, null]);
  const statement = db.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const rows = names.length > 0 ? statement.all(Object.fromEntries(names)) : statement.all(...Array.from(sql.matchAll(/\?/gu), () => null));
  return v.parse(Plan, rows).map(({ detail }) => detail);
}

/** Steps that go through all rows of a table, or all of one organization's. */
function listWhole(plan: readonly string[]): readonly string[] {
  return plan.filter((detail) => {
    const [, table = ''] = /^(?:SEARCH|SCAN) (\w+)/u.exec(detail) ?? [];
    const isWhole = /^SCAN \w+( USING .*)?$/u.test(detail) || /\(org=\?\)( LEFT-JOIN)?$/u.test(detail);
    return isWhole && !SMALL.has(table) && !/^SCAN (one|wanted|json_each|CONSTANT|\(subquery)/u.test(detail);
  });
}

test('no statement of the embedded database reads all that a team has to find a part of it', { timeout: 60_000 }, async () => {
  const statements = new Set<string>();
  // It is called with its object below.
  // oxlint-disable-next-line typescript/unbound-method
  const prepare = Database.prototype.prepare;
  const spy = vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql: string) {
    statements.add(sql);
    return Reflect.apply(prepare, this, [sql]);
  });
  onTestFinished(() => spy.mockRestore());
  const server = await aServer({ databaseUrl: undefined });
  await fillSample(server.deps, { customers: 30, orders: 60, interactions: 60 }, () => undefined);
  const [org] = await server.store.listOrgs();
  for (const sort of SORTS) {
    for (const search of ['', 'ann', '+49 40 555']) {
      for (const scopes of [undefined, ['r:nobody']]) {
        await server.store.listCustomers(org?.id ?? '', { scopes, search, sort, descending: true, offset: 0, limit: 10 });
      }
    }
  }
  spy.mockRestore();

  const db = openConnection(join(server.folder, 'data', DATABASE_FILE), readFileSync(join(server.folder, 'key'), 'utf8').trim());
  onTestFinished(() => void db.close());
  const read = [...statements].map((sql) => sql.replaceAll(/\s+/gu, ' ').trim()).filter((sql) => /^(?:SELECT|UPDATE|DELETE|WITH)/u.test(sql));
  expect(read.length).toBeGreaterThan(100);
  const whole = read
    .filter((sql) => !/sqlite_|^SELECT \* FROM/u.test(sql))
    .map((sql) => ({ sql, steps: listWhole(explain(db, sql)) }))
    .filter(({ sql, steps }) => steps.length > (ALLOWED.some((one) => one.test(sql)) ? 1 : 0));
  expect(whole).toEqual([]);
});
