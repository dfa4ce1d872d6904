import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { scopeOfUser } from '#shared/access.ts';
import { matchKeysOf } from '#shared/model/match-keys.ts';
import { toStamp } from '#shared/sync/clock.ts';
import { parseConfig } from '../../../server/config.ts';
import { systemClock, systemRandom } from '../../../server/runtime.ts';
import { expire } from '../../../server/services/expire.ts';
import { addUserAsOperator, issueCodeAsOperator } from '../../../server/services/operate.ts';
import { DATABASE_FILE, openStore } from '../../../server/store/open-store.ts';
import { openConnection } from '../../../server/store/sqlite/open.ts';
import { hashState, makeCustomers } from './customers.ts';
import { serveCommands } from './serve-commands.ts';

/** Works on our server's database beside it: fills it, makes pairing codes, looks at what it has grown to. */

const config = parseConfig(process.env, process.cwd());
if (!config.ok) {
  throw new Error(config.error);
}
const store = await openStore(config.value, systemClock);
const deps = { store, clock: systemClock, random: systemRandom };
const CHUNK = 500;
const HISTORY_MS = 401 * 86_400_000;

serveCommands({
  async fill(command) {
    const { count } = v.parse(v.object({ count: v.number() }), command);
    await addUserAsOperator(deps, { email: 'admin@bench.example', role: 'admin' });
    const { org, id: rep } = await addUserAsOperator(deps, { email: 'rep@bench.example', role: 'rep' });
    const customers = makeCustomers(count);
    const startMs = systemClock.nowMs() - customers.length - 90 * 86_400_000;
    for (let from = 0; from < customers.length; from += CHUNK) {
      await store.write(async (tx) => {
        const chunk = customers.slice(from, from + CHUNK);
        const first = await tx.takeSeq(org, chunk.length);
        for (const [at, { id, body }] of chunk.entries()) {
          // One act is one moment: all fields of a captured customer have one stamp.
          const stamp = toStamp({ ms: startMs + from + at, counter: 0, device: 'beefbeefbeef' });
          const stamps = Object.fromEntries(Object.keys(body).map((field) => [field, stamp]));
          const record = { id, kind: 'c', body, stamps };
          await tx.saveRecord(org, record, first + at);
          // As captured by that rep.
          await tx.replaceMatchKeys(org, id, matchKeysOf(record));
          await tx.grant(org, scopeOfUser(rep), id, first + at, 'full');
        }
      });
    }
    return {};
  },
  async code(command) {
    const { email } = v.parse(v.object({ email: v.string() }), command);
    return { code: (await issueCodeAsOperator(deps, email)).code };
  },
  /** What the server holds, so that clients can be compared with it. */
  async state() {
    const [org] = await store.listOrgs();
    const records: { readonly id: string; readonly body: Readonly<Record<string, unknown>> }[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await store.readSnapshot(org?.id ?? '', { scopes: ['*'], part: 'all', sinceDay: '9999', after, limit: 1000 });
      records.push(...page.records.flatMap(({ record }) => (record.kind === 'c' ? [record] : [])));
      after = page.next;
    }
    return { records: records.length, hash: hashState(records) };
  },
  /** Bytes of the values in the tables that must not grow with the edits, and rows of those that may until they are forgotten. */
  sizes() {
    const db = openConnection(join(config.value.dataFolder, DATABASE_FILE), readFileSync(config.value.keyFile ?? '', 'utf8').trim());
    try {
      const one = (sql: string): number => v.parse(v.object({ n: v.number() }), db.prepare(sql).get()).n;
      return {
        bytes: one('SELECT sum(length(id) + length(b) + length(c)) AS n FROM rec') + one('SELECT sum(length(scope) + length(id) + 8) AS n FROM vis'),
        history: one('SELECT count(*) AS n FROM history'),
      };
    } finally {
      db.close();
    }
  },
  /** Forgets what is beyond its time, as it is done once a day, on a day when the history of today is. */
  async forget() {
    const [org] = await store.listOrgs();
    const later = { nowMs: () => systemClock.nowMs() + HISTORY_MS };
    await expire({ ...deps, clock: later }, org?.id ?? '');
    return {};
  },
});
